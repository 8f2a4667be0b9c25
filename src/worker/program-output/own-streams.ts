// Which of a process's standard streams are the run's own: a child whose output is a pipe of its parent
// writes for the parent. Runs in the user's process.
import { fstatSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StreamName } from "./output-buffer.ts";

/** Which of the run's streams descriptor 1 or 2 is; null where it is none of them. */
export type OwnStreams = (descriptor: number) => StreamName | null;

/** In the run's folder: device and number of the files behind the program's standard streams. */
const FILE_NAME = "standard-streams";

const NAMES: readonly StreamName[] = ["stdout", "stderr"];

/** The run's streams as this process has them; null where it has none of them. */
export function findOwnStreams(directory: string, isFirst: boolean): OwnStreams | null {
  const here = [identify(1), identify(2)];
  if (isFirst) publish(directory, here);
  const run = isFirst ? here : readIdentities(directory);
  const find = (identity: string | null, number: number): StreamName | null => {
    if (identity === null) return null;
    // Both may be one file (`2>&1`): then the number tells.
    if (run[number - 1] === identity) return NAMES[number - 1] ?? null;
    return NAMES[run.indexOf(identity)] ?? null;
  };
  const own = here.map((identity, index) => find(identity, index + 1));
  if (own.every((name) => name === null)) return null;
  return (descriptor) => own[descriptor - 1] ?? null;
}

function identify(descriptor: number): string | null {
  try {
    const { dev, ino } = fstatSync(descriptor);
    return `${dev}:${ino}`;
  } catch {
    // Closed.
    return null;
  }
}

function publish(directory: string, identities: readonly (string | null)[]): void {
  try {
    writeFileSync(join(directory, FILE_NAME), identities.join(" "), { mode: 0o600 });
  } catch {
    // A full disk: what children write is then not recorded.
  }
}

function readIdentities(directory: string): (string | null)[] {
  try {
    return readFileSync(join(directory, FILE_NAME), "utf8").split(" ");
  } catch {
    return [];
  }
}
