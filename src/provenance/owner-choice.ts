// Which of several calls that said the same text an input has it from. Each occurrence in one input goes
// to another call, in their order. Which call is first: one not used before; the one whose own input is
// most like this input (both name the same ticket); else of the latest batch, calls of one prompt or of
// one time, the first. So N equal answers used N times give N edges, and a sole one goes to the latest.
import type { Match } from "./matcher.ts";
import { type Sketch, likeness } from "./sketch.ts";
import type { Owner } from "./source-text.ts";

type Span = readonly [number, number];

/** The choice for one input. */
export class OwnerChoice {
  private readonly taken = new Map<Owner, Span[]>();

  /** `sketch` makes the sketch of the input, where it is needed. */
  choose(match: Match, sketch: () => Sketch): Owner {
    const { owners } = match.text;
    const [first] = owners;
    if (first !== undefined && owners.length === 1) return first;
    const span: Span = [match.outStart, match.outStart + match.length];
    // Parts of one text that do not overlap, such as its lines, stay with one call.
    const current = owners.findLast((owner) => this.taken.has(owner) && this.isFree(owner, span));
    const owner = current ?? this.next(owners, sketch);
    const spans = this.taken.get(owner);
    if (spans === undefined) {
      owner.uses++;
      this.taken.set(owner, [span]);
    } else spans.push(span);
    return owner;
  }

  private next(owners: readonly Owner[], sketch: () => Sketch): Owner {
    const last = owners.at(-1) as Owner; // a text has an owner
    const free = owners.filter((owner) => !this.taken.has(owner));
    const after = free.find((owner) => owners.indexOf(owner) > this.lastTaken(owners));
    if (this.lastTaken(owners) >= 0) return after ?? free[0] ?? last;
    const fewest = Math.min(...free.map(({ uses }) => uses));
    const unused = free.filter(({ uses }) => uses === fewest);
    return mostLike(unused, sketch()) ?? firstOfLatestBatch(unused) ?? last;
  }

  private lastTaken(owners: readonly Owner[]): number {
    return owners.findLastIndex((owner) => this.taken.has(owner));
  }

  private isFree(owner: Owner, [start, end]: Span): boolean {
    return (this.taken.get(owner) ?? []).every(([from, to]) => end <= from || start >= to);
  }
}

/** The one owner whose input is more like this one than all others', or undefined. */
function mostLike(owners: readonly Owner[], sketch: Sketch): Owner | undefined {
  let best: Owner | undefined;
  let most = 0;
  let second = 0;
  for (const owner of owners) {
    const shared = likeness(owner.call.sketch, sketch);
    if (shared > most) {
      second = most;
      most = shared;
      best = owner;
    } else if (shared > second) second = shared;
  }
  return most > second ? best : undefined;
}

function firstOfLatestBatch(owners: readonly Owner[]): Owner | undefined {
  let index = owners.length - 1;
  while (index > 0 && isOneBatch(owners[index - 1], owners[index])) index--;
  return owners[index];
}

function isOneBatch(earlier: Owner | undefined, later: Owner | undefined): boolean {
  if (earlier === undefined || later === undefined) return false;
  if (earlier.call.place === later.call.place) return true;
  return earlier.call.ended > later.call.started;
}
