// Signals sent to `ao record` are meant for the program. Runs in the CLI.
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { createGroupWitness } from "./group-witness.ts";

const FORWARDED = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;

/** Passes on signals to the program until the result is called; those it has got itself are not. */
export function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const witness = createGroupWitness();
  const handlers = FORWARDED.map((signal) => {
    const handler = async (): Promise<void> => {
      const wentToGroup = (await witness.sawSignal(signal)) ?? mayBeFromTerminal(signal);
      if (!wentToGroup) send(signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  return () => {
    witness.close();
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/** Ends this process the way the program ended, so that a shell or a supervisor sees the same. */
export async function endBySignal(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  // A signal that is blocked or ignored here: the exit code a shell would show for it.
  await Bun.sleep(200);
  process.exit(128 + signalNumber(signal));
}

/** An exit code as a shell shows it: 128 and the signal's number where a signal ended the program. */
export function shellCode(exitCode: number | null, signal: string | null): number {
  return signal === null ? (exitCode ?? 1) : 128 + signalNumber(signal);
}

/** The number of a signal, 0 where the platform has none of that name. */
function signalNumber(signal: string): number {
  return (constants.signals as Record<string, number>)[signal] ?? 0;
}

/** A guess for where there is no witness: a terminal's keys reach everybody in the foreground. */
function mayBeFromTerminal(signal: NodeJS.Signals): boolean {
  return (signal === "SIGINT" || signal === "SIGQUIT") && isForeground();
}

/** proc_pid_stat(5): after the command name in parentheses come state, ppid, pgrp, session, tty_nr, tpgid. */
function isForeground(): boolean {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[2] === fields[5];
  } catch {
    // Not Linux.
    return process.stdin.isTTY || process.stderr.isTTY;
  }
}
