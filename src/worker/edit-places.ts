// Finds the edit of a call that asks something else than was recorded: by its line, and by which of the
// calls of that line it is. Runs in the user's process; pure.
import { type MovedLines, createMovedLines } from "./moved-lines.ts";
import type { IndexedEntry } from "./replay-reader.ts";

/** A call as far as its place in the program is concerned. */
export interface PlacedCall {
  readonly operation: string;
  readonly process: string;
  readonly subrun: string;
  /** `file:line:column`; null where it is not known. */
  readonly line: string | null;
  /** What it asks. */
  readonly hash: string;
}

/** Which of the calls of its line a call is; given back where it fails, so that its retry is it, too. */
export interface ClaimedPlace {
  readonly nth: number;
  release(): void;
}

export interface EditPlaces {
  /** The edited entry where this call stands; null where there is none. It may have been taken. */
  editedAt(call: PlacedCall): IndexedEntry | null;
  /** The call stands where the entry does; without one, in the first place that no call has. */
  claim(call: PlacedCall, entry: IndexedEntry | null): ClaimedPlace;
}

/** Null where no entry is edited: then places are of no interest. */
export function createEditPlaces(entries: readonly IndexedEntry[]): EditPlaces | null {
  const edited = new Map<string, IndexedEntry>();
  const lines = new Set<string>();
  for (const entry of entries) {
    const line = entry.at?.line ?? null;
    if (line !== null) lines.add(line);
    if (entry.edited !== null && entry.at !== undefined) {
      edited.set(`${placeOf({ ...entry, line: entry.at.line })}\0${entry.at.nth}`, entry);
    }
  }
  return edited.size === 0 ? null : new Places(edited, createMovedLines(lines));
}

class Places implements EditPlaces {
  readonly #edited: ReadonlyMap<string, IndexedEntry>;
  readonly #moved: MovedLines;
  readonly #taken = new Map<string, Set<number>>();
  /** Of calls that failed, by what they asked. */
  readonly #toRetry = new Map<string, number>();

  constructor(edited: ReadonlyMap<string, IndexedEntry>, moved: MovedLines) {
    this.#edited = edited;
    this.#moved = moved;
  }

  editedAt(call: PlacedCall): IndexedEntry | null {
    const place = this.#placeOf(call);
    return this.#edited.get(`${place}\0${this.#next(place, call.hash)}`) ?? null;
  }

  claim(call: PlacedCall, entry: IndexedEntry | null): ClaimedPlace {
    const recorded = entry?.at?.line ?? null;
    if (recorded !== null && call.line !== null) this.#moved.learn(recorded, call.line);
    const place = this.#placeOf(call);
    const nth = nthOf(entry, place) ?? this.#next(place, call.hash);
    const retried = `${place}\0${call.hash}`;
    this.#toRetry.delete(retried);
    this.#takenIn(place).add(nth);
    return { nth, release: () => void this.#toRetry.set(retried, nth) };
  }

  /** As it was recorded. */
  #placeOf(call: PlacedCall): string {
    return placeOf({
      ...call,
      line: call.line === null ? null : this.#moved.toRecorded(call.line),
    });
  }

  #next(place: string, hash: string): number {
    const retried = this.#toRetry.get(`${place}\0${hash}`);
    if (retried !== undefined) return retried;
    const taken = this.#takenIn(place);
    let nth = 1;
    while (taken.has(nth)) nth += 1;
    return nth;
  }

  #takenIn(place: string): Set<number> {
    const known = this.#taken.get(place);
    if (known !== undefined) return known;
    const taken = new Set<number>();
    this.#taken.set(place, taken);
    return taken;
  }
}

/** Null where the entry stands elsewhere. */
function nthOf(entry: IndexedEntry | null, place: string): number | null {
  if (entry?.at === undefined) return null;
  return placeOf({ ...entry, line: entry.at.line }) === place ? entry.at.nth : null;
}

function placeOf({ operation, process, subrun, line }: Omit<PlacedCall, "hash">): string {
  return `${operation}\0${process}\0${subrun}\0${line ?? ""}`;
}
