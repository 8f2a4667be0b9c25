// Which of several outputs that said the same text an input has it from. Within one input the first
// occurrence goes to the first of them, the second to the second, and so on; over several inputs those
// that were not yet used come first. So N equal answers used N times give N edges, however they are spread.
import type { Match } from "./matcher.ts";
import type { Owner } from "./source-text.ts";

type Span = readonly [number, number];

/** The choice for one input. */
export class OwnerChoice {
  private readonly taken = new Map<Owner, Span[]>();

  choose(match: Match): Owner {
    const { owners } = match.text;
    const span: Span = [match.outStart, match.outStart + match.length];
    // Parts of one text that do not overlap, such as its lines, stay with one owner.
    const current = owners.findLast((owner) => this.taken.has(owner) && this.isFree(owner, span));
    const unused = owners.filter((owner) => !this.taken.has(owner));
    const owner = current ?? leastUsed(unused) ?? (owners.at(-1) as Owner); // a text has an owner
    const spans = this.taken.get(owner);
    if (spans === undefined) {
      owner.uses++;
      this.taken.set(owner, [span]);
    } else spans.push(span);
    return owner;
  }

  private isFree(owner: Owner, [start, end]: Span): boolean {
    return (this.taken.get(owner) ?? []).every(([from, to]) => end <= from || start >= to);
  }
}

function leastUsed(owners: readonly Owner[]): Owner | undefined {
  let best: Owner | undefined;
  for (const owner of owners) if (best === undefined || owner.uses < best.uses) best = owner;
  return best;
}
