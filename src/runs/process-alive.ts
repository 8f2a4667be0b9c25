// Tells whether a process of which only the id is known still lives. Runs in the server and in
// the CLI. On Linux a zombie counts as dead, and a process that got the id later is told apart.
import { readFileSync } from "node:fs";

/** Start times are known to a second, and clocks are set: less than this is no difference. */
const TOLERANCE_MS = 60_000;

/**
 * True where process `pid` lives. With `startedBefore` (milliseconds since 1970) only where it can be
 * the process that lived at that time: one that started later only has its id.
 */
export function isProcessAlive(pid: number, startedBefore?: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answersSignals(pid)) return false;
  const status = readStatus(pid);
  if (status === null) return true;
  if (status.state === "Z" || status.state === "X") return false;
  return (
    startedBefore === undefined ||
    status.startedAt === null ||
    status.startedAt <= startedBefore + TOLERANCE_MS
  );
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

interface ProcessStatus {
  readonly state: string;
  readonly startedAt: number | null;
}

/** What proc(5) says; null where there is no /proc (macOS, Windows). */
function readStatus(pid: number): ProcessStatus | null {
  if (process.platform !== "linux") return null;
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    // Ended just now, or hidden from us (hidepid): the signal's answer stands.
    return null;
  }
  // The name in parentheses may hold anything; what follows the last one are fields 3, 4, …
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const bootedAt = bootTime();
  const ticks = Number(fields[19]);
  // Linux reports ticks of 1/100 s to programs on every architecture Bun runs on.
  const startedAt = bootedAt === null || !Number.isFinite(ticks) ? null : bootedAt + ticks * 10;
  return { state: fields[0] ?? "", startedAt };
}

function bootTime(): number | null {
  try {
    const match = /^btime ([0-9]+)$/m.exec(readFileSync("/proc/stat", "latin1"));
    return match === null ? null : Number(match[1]) * 1000;
  } catch {
    return null; // Without it the id alone has to do.
  }
}
