// The recorded calls that no call of this run has taken yet, and which of them the next one takes.
// Runs in the user's process; pure.
import type { IndexedEntry } from "./replay-reader.ts";

/** A call that looks for its recorded one. */
export interface WantedCall {
  /** Its identity under the file's rule, and under the exact one. */
  readonly key: string;
  readonly hash: string;
  /** The provider's state that it continues, by the recorded ids. */
  readonly continues: readonly string[];
  /** Where in the program it is made. */
  readonly process: string;
  readonly subrun: string;
}

export interface EntryPool {
  /** True where a call of this key was recorded, taken or not. */
  knows(key: string): boolean;
  /** The recorded call that this one is; null where none is left. It is taken then. */
  take(wanted: WantedCall): IndexedEntry | null;
  /** As {@link take}, for the very same request, and only where it was answered. */
  takeAnswer(wanted: WantedCall): IndexedEntry | null;
  /** As {@link take}, where it was edited. */
  takeEdited(wanted: WantedCall): IndexedEntry | null;
  /** Takes this one; false where it is taken already. */
  takeThis(entry: IndexedEntry): boolean;
  /** Its call failed: the next one is its retry and has its place. */
  giveBack(entry: IndexedEntry): void;
}

export function createEntryPool(entries: readonly IndexedEntry[]): EntryPool {
  const left = new Map<string, IndexedEntry[]>();
  for (const entry of entries) {
    const same = left.get(entry.key);
    if (same === undefined) left.set(entry.key, [entry]);
    else same.push(entry);
  }
  return {
    knows: (key) => left.has(key),
    take: (wanted) => takeFrom(left.get(wanted.key) ?? [], wanted),
    takeAnswer: (wanted) =>
      takeFrom(left.get(wanted.key) ?? [], wanted, (entry) => {
        return entry.answered && entry.hash === wanted.hash;
      }),
    takeEdited: (wanted) =>
      takeFrom(left.get(wanted.key) ?? [], wanted, (entry) => entry.edited !== null),
    takeThis: (entry) => {
      const same = left.get(entry.key) ?? [];
      const position = same.indexOf(entry);
      return position !== -1 && same.splice(position, 1).length === 1;
    },
    giveBack: (entry) => {
      const same = left.get(entry.key) ?? [];
      const after = same.findIndex(({ index }) => index > entry.index);
      same.splice(after === -1 ? same.length : after, 0, entry);
    },
  };
}

/** Worth of what an entry has in common with a call; the earlier entry wins where it is equal. */
const SAME_PLACE = 4;
const SAME_HASH = 2;
const SAME_STATE = 1;
const BEST = SAME_PLACE + SAME_HASH + SAME_STATE;

function takeFrom(
  entries: IndexedEntry[],
  wanted: WantedCall,
  suits: (entry: IndexedEntry) => boolean = () => true,
): IndexedEntry | null {
  let best = -1;
  let worth = -1;
  for (const [position, entry] of entries.entries()) {
    const found = suits(entry) ? worthOf(entry, wanted) : -1;
    if (found <= worth) continue;
    best = position;
    worth = found;
    if (worth === BEST) break;
  }
  return entries.splice(best, best === -1 ? 0 : 1)[0] ?? null;
}

function worthOf(entry: IndexedEntry, wanted: WantedCall): number {
  const inPlace = entry.process === wanted.process && entry.subrun === wanted.subrun;
  return (
    (inPlace ? SAME_PLACE : 0) +
    (entry.hash === wanted.hash ? SAME_HASH : 0) +
    (areEqual(entry.continues, wanted.continues) ? SAME_STATE : 0)
  );
}

/** True for the same ids in the same order. */
export function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
