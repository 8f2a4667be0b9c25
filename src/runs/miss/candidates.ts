// The recorded calls that a call of a re-run may have been, the likeliest first. Pure.

/** What is known of a call without its bodies. */
export interface CallFacts {
  readonly operation: string;
  /** The line of code that made it; "" where it is not known. */
  readonly line: string;
  /** Which of the program's processes and subruns made it. */
  readonly place: string;
  /** Which of the calls of its operation in its place it is. */
  readonly order: number;
}

/** So many are compared in full. */
const MOST_COMPARED = 8;

/** Those of the operation, by line of code and place, then by how far apart they are in order. */
export function likeliest<Call extends CallFacts>(
  asked: CallFacts,
  recorded: readonly Call[],
  isTaken: (call: Call) => boolean,
): Call[] {
  const ranked: { readonly call: Call; readonly rank: number }[] = [];
  for (const call of recorded) {
    if (call.operation !== asked.operation || isTaken(call)) continue;
    ranked.push({ call, rank: rankOf(asked, call) });
  }
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, MOST_COMPARED).map(({ call }) => call);
}

/** Less is better; a line or place that differs is worse than any distance. */
function rankOf(asked: CallFacts, call: CallFacts): number {
  const line = asked.line !== "" && asked.line === call.line ? 0 : 2;
  const place = asked.place === call.place ? 0 : 1;
  const distance = Math.abs(asked.order - call.order);
  return line + place + distance / (distance + 1);
}
