// File descriptors beyond the standard three that whoever started ao handed over (`3>log`, a lock, a
// jobserver): they are the program's. Runs in the CLI, before ao opens any of its own.
import { closeSync, readFileSync, readdirSync, readlinkSync } from "node:fs";

const DESCRIPTORS = "/proc/self/fd";
/** Gaps are entries of an array; nobody hands over descriptors above this. */
const HIGHEST = 4096;

/** Their numbers; none where the platform does not tell. The runtime's own (epoll, eventfd) are left out. */
export function inheritedDescriptors(): number[] {
  let names: string[];
  try {
    names = readdirSync(DESCRIPTORS);
  } catch {
    // Not Linux: the program gets the standard three alone.
    return [];
  }
  return names.map(Number).filter((number) => number > 2 && number < HIGHEST && isForeign(number));
}

function isForeign(number: number): boolean {
  try {
    return !/^(anon_inode:|\/proc\/)/.test(readlinkSync(`${DESCRIPTORS}/${number}`));
  } catch {
    // Closed since: it was the one that listed the folder.
    return false;
  }
}

/** The `stdio` of a child that has the standard three and these, each under its own number. */
export function inheritingStdio(descriptors: readonly number[]): (number | "inherit" | null)[] {
  const stdio: (number | "inherit" | null)[] = ["inherit", "inherit", "inherit"];
  for (let number = 3; number <= Math.max(2, ...descriptors); number += 1) {
    stdio.push(descriptors.includes(number) ? number : null);
  }
  return stdio;
}

/** The program has its own copies: with ours, whoever reads at the other end would wait for us, too. */
export function closeDescriptors(descriptors: readonly number[]): void {
  for (const number of descriptors) {
    try {
      closeSync(number);
    } catch {
      // Closed already: nothing holds the other end.
    }
  }
}

/**
 * The variables of `fork()`'s channel to a parent, if ao has one: it is the program's. The runtime has
 * taken them out of `process.env`.
 */
export function inheritedChannel(descriptors: readonly number[]): Record<string, string> {
  let environment: string;
  try {
    environment = readFileSync("/proc/self/environ", "utf8");
  } catch {
    // Not Linux.
    return {};
  }
  const variables = environment.matchAll(/(?:^|\0)(NODE_CHANNEL_[A-Z_]+)=([^\0]*)/g);
  const channel = Object.fromEntries(
    [...variables].map(([, name = "", value = ""]) => [name, value]),
  );
  return descriptors.includes(Number(channel["NODE_CHANNEL_FD"])) ? channel : {};
}
