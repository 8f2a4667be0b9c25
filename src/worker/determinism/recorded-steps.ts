// The steps that the recorded run took: where it asked for a random number, and where it made a call.
// Runs in the user's process, in a re-run. Each is found once, so that no two numbers become the same.
import type { StepKind } from "#src/protocol/clock-readings.ts";
import { type PathHash, pathKey } from "./places.ts";

export interface RecordedStep extends PathHash {
  readonly kind: StepKind;
  /** Its function; of a call, those that made it. */
  readonly owner: number;
  /** A hash of its line of code; 0 for none. */
  readonly text: number;
  /** The step before it in its branch of the program. */
  readonly from: PathHash;
}

/** A step that the program takes now. */
export interface PresentStep extends PathHash, Pick<RecordedStep, "kind" | "owner" | "text"> {
  /** The newest step before it that was found here, or the path on which its branch began. */
  readonly known: PathHash;
  /** Its function has gone on from the same path before: as one more tick of a timer does. */
  readonly isRepeat: boolean;
  /** Whether its file has a line of this text now. */
  readonly hasText: (text: number) => boolean;
}

interface Entry extends RecordedStep {
  isTaken: boolean;
}

/** How many steps of the recorded run are looked at for those that the program no longer takes. */
const MOST_LEFT_OUT = 50;

export class RecordedSteps {
  readonly #byPath = new Map<number, Entry>();
  readonly #after = new Map<number, Entry[]>();

  add(step: RecordedStep): void {
    const entry = { ...step, isTaken: false };
    this.#byPath.set(pathKey(step), entry);
    const from = pathKey(step.from);
    const siblings = this.#after.get(from);
    if (siblings === undefined) this.#after.set(from, [entry]);
    else siblings.push(entry);
  }

  has(path: PathHash): boolean {
    return this.#byPath.has(pathKey(path));
  }

  /** The recorded step that this one is, or null where it is a new one. */
  take(step: PresentStep): RecordedStep | null {
    const found = this.#find(step, isSameLine) ?? this.#find(step, isEditedLine);
    if (found !== null) found.isTaken = true;
    return found;
  }

  #find(step: PresentStep, isLike: Likeness): Entry | null {
    const same = this.#byPath.get(pathKey(step));
    if (same !== undefined && isLike(same, step)) return same;
    return this.#next(step, isLike) ?? this.#further(step, isLike);
  }

  /** After steps that the recorded run did not take. */
  #next(step: PresentStep, isLike: Likeness): Entry | null {
    return this.#following(step.known).find((entry) => isLike(entry, step)) ?? null;
  }

  /** After steps that the program no longer takes. A call is rather one more than one of these. */
  #further(step: PresentStep, isLike: Likeness): Entry | null {
    if (step.kind === "call" || step.isRepeat) return null;
    const leftOut = this.#following(step.known).filter(({ isTaken }) => !isTaken);
    for (let index = 0; index < leftOut.length && index < MOST_LEFT_OUT; index++) {
      const entry = leftOut[index];
      if (entry === undefined) break;
      if (isLike(entry, step)) return entry;
      leftOut.push(...this.#following(entry).filter(({ isTaken }) => !isTaken));
    }
    return null;
  }

  #following(path: PathHash): readonly Entry[] {
    return this.#after.get(pathKey(path)) ?? [];
  }
}

type Likeness = (entry: Entry, step: PresentStep) => boolean;

function isSameLine(entry: Entry, step: PresentStep): boolean {
  return entry.text === step.text && isSameFunction(entry, step);
}

/** What its function asked in a line that is no more. */
function isEditedLine(entry: Entry, step: PresentStep): boolean {
  return isSameFunction(entry, step) && entry.text !== step.text && !step.hasText(entry.text);
}

function isSameFunction(entry: Entry, { kind, owner }: PresentStep): boolean {
  return !entry.isTaken && entry.kind === kind && entry.owner === owner;
}
