// Recorded answers to serve instead of sending a request. Runs in the user's process, from a file
// written before the program started, so that it needs no server.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import type { CacheEntry } from "#src/protocol/cache-file.ts";

export interface Answers {
  /** The answer to the next request with this hash, or null: the nth identical one gets the nth. */
  take(inputHash: string): { readonly answer: CachedAnswer; readonly reason: string } | null;
  /** The request taken for last failed: the next identical one is its retry and has its place. */
  giveBack(inputHash: string): void;
}

/** Where there is nothing to serve from. */
export const NO_ANSWERS: Answers = { take: () => null, giveBack: () => {} };

/** The answers in a cache file. @throws where the file cannot be read. */
export function readAnswers(path: string): Answers {
  const entries = new Map<string, CacheEntry>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line === "") continue;
    // Written by our own server; checked there.
    const entry = JSON.parse(line) as CacheEntry;
    entries.set(keyOf(entry.input_hash, entry.occurrence), entry);
  }
  const taken = new Map<string, number>();
  return {
    giveBack: (inputHash) => void taken.set(inputHash, (taken.get(inputHash) ?? 1) - 1),
    take(inputHash) {
      const occurrence = taken.get(inputHash) ?? 0;
      taken.set(inputHash, occurrence + 1);
      const entry = entries.get(keyOf(inputHash, occurrence));
      if (entry === undefined) return null;
      return {
        answer: toAnswer(entry),
        reason: `same request as ${entry.node_id} of run ${entry.run_id}`,
      };
    },
  };
}

function keyOf(inputHash: string, occurrence: number): string {
  return `${inputHash}#${occurrence}`;
}

function toAnswer(entry: CacheEntry): CachedAnswer {
  return {
    status: entry.status,
    contentType: entry.content_type,
    parts: entry.parts.map((part) => new Uint8Array(Buffer.from(part.content, part.encoding))),
  };
}
