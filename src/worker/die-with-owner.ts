// Whoever kills `ao record` means the program: it must not live on alone. Runs in the user's process.

import { builtinModule } from "#src/intercept/builtin-module.ts";
import type * as BunForeignFunctions from "bun:ffi";

/** `PR_SET_PDEATHSIG` of prctl(2). */
const SET_PARENT_DEATH_SIGNAL = 1;
const SIGKILL = 9;
const POLL_MS = 500;

/** Makes this process die with its parent, where its parent is `ao record` itself. */
export function dieWithOwner(ownerPid: number): void {
  if (process.ppid !== ownerPid) return;
  if (process.platform === "linux" && askKernel()) {
    // The owner may have died before the kernel was asked.
    if (process.ppid !== ownerPid) process.kill(process.pid, "SIGKILL");
    return;
  }
  const timer = setInterval(() => {
    if (process.ppid !== ownerPid) process.kill(process.pid, "SIGKILL");
  }, POLL_MS);
  timer.unref();
}

function askKernel(): boolean {
  const { dlopen } = builtinModule<typeof BunForeignFunctions>("bun:ffi");
  for (const library of ["libc.so.6", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"]) {
    try {
      const { symbols } = dlopen(library, {
        prctl: { args: ["i32", "u64", "u64", "u64", "u64"], returns: "i32" },
      });
      return symbols.prctl(SET_PARENT_DEATH_SIGNAL, SIGKILL, 0, 0, 0) === 0;
    } catch {
      // Another C library: try the next name, then poll.
    }
  }
  return false;
}
