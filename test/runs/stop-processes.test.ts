// Real processes: nobody of a run is left, and nobody else is touched.
import { once } from "node:events";
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { stopProcesses } from "#src/runs/stop-processes.ts";

/** A shell in a process group of its own; resolves when its script has printed a word, to its processes. */
async function startShell(script: string) {
  const child = spawn("sh", ["-c", script], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  const pids = text.toString().trim().split(/\s+/).map(Number);
  return { owner: child.pid ?? 0, child, pids };
}

test("what ends when it is asked is not killed, and the owner stays", async () => {
  const shell = await startShell("sleep 300 & echo $!; cat /dev/zero > /dev/null & wait; read x");
  const outcome = await stopProcesses({ owner: shell.owner, graceMs: 10_000 });
  expect(outcome).toBe("ended");
  expect(shell.pids.map((pid) => isProcessAlive(pid))).toEqual([false]);
  shell.child.kill("SIGKILL");
});

test("what does not listen is killed with its children, orphans of the group too", async () => {
  const stubborn = `sh -c 'trap "" TERM; sleep 301 & echo $$ $!; while :; do sleep 0.1; done' & wait`;
  const shell = await startShell(stubborn);
  const outcome = await stopProcesses({ owner: shell.owner, graceMs: 100 });
  expect(outcome).toBe("killed");
  expect(shell.pids.map((pid) => isProcessAlive(pid))).toEqual([false, false]);
  // The shell ends by itself now.
  await expect.poll(() => isProcessAlive(shell.owner)).toBe(false);
});

test("an owner without processes has nothing to stop", async () => {
  const shell = await startShell("echo 1; read x < /dev/zero");
  const lonely = await stopProcesses({ owner: shell.owner, graceMs: 100 });
  expect(lonely).toBe("none");
  expect(isProcessAlive(shell.owner)).toBe(true);
  shell.child.kill("SIGKILL");
});
