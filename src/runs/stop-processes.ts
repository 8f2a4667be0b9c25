// Ends the processes of a run: asks them first, and kills what is still there after the time they had.
// Their owner is left alone, so that it delivers how the run ended. Runs in the server and in the CLI.
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { listProcesses, processesOf } from "#src/runs/process-tree.ts";

const PAUSE_MS = 25;
/** After SIGKILL only the kernel is waited for. */
const KILL_MS = 5000;

export interface StopOptions {
  /** `ao record`, or whatever started the program. */
  readonly owner: number;
  /** Processes of the run that its owner may have lost sight of. */
  readonly known?: readonly number[];
  readonly graceMs: number;
}

/** Resolves when none of them is left; to what it took. */
export async function stopProcesses(options: StopOptions): Promise<"none" | "ended" | "killed"> {
  const { owner, known = [], graceMs } = options;
  const startedBefore = Date.now();
  const stopped = new Set<number>([...known, ...processesOf(owner, listProcesses())]);
  stopped.delete(process.pid);
  stopped.delete(owner);
  if (stopped.size === 0) return "none";
  for (const pid of stopped) send(pid, "SIGTERM");
  const isOver = (): boolean => {
    for (const pid of stopped) if (!isProcessAlive(pid, startedBefore)) stopped.delete(pid);
    return stopped.size === 0;
  };
  if (await isTrueWithin(isOver, graceMs)) return "ended";
  // What has been started since belongs to it as well.
  for (const pid of processesOf(owner, listProcesses())) {
    if (pid !== process.pid) stopped.add(pid);
  }
  for (const pid of stopped) send(pid, "SIGKILL");
  await isTrueWithin(isOver, KILL_MS);
  return "killed";
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}

async function isTrueWithin(condition: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await Bun.sleep(PAUSE_MS);
  }
  return true;
}
