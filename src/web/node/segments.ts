// Cuts a text where marks begin and end, so that each piece has the same marks: spans may overlap. Pure.
import type { Mark } from "./marks.ts";
import type { Span } from "./mark-address.ts";

/** A mark with its place in the text as it is shown. */
export interface ShownMark {
  readonly mark: Mark;
  readonly start: number;
  readonly end: number;
}

export interface Segment {
  readonly start: number;
  readonly end: number;
  /** The shortest first: what a click means. */
  readonly marks: readonly ShownMark[];
  /** It is the text that the address marks. */
  readonly isFocus: boolean;
}

/** The pieces of `[from, to)`, in order, without gaps. */
export function segmentsOf(
  [from, to]: Span,
  marks: readonly ShownMark[],
  focus: Span | null,
): Segment[] {
  const inside = marks.filter(({ start, end }) => start < to && end > from && start < end);
  const cuts = new Set([from, to]);
  for (const { start, end } of inside) cuts.add(start).add(end);
  for (const cut of focus ?? []) cuts.add(cut);
  const bounds = [...cuts].filter((cut) => cut >= from && cut <= to).sort((a, b) => a - b);
  const starting = inside.toSorted((a, b) => a.start - b.start);
  let next = 0;
  let open: ShownMark[] = [];
  return bounds.slice(0, -1).map((start, index) => {
    const end = bounds[index + 1] ?? to;
    open = open.filter((mark) => mark.end > start);
    for (let mark = starting[next]; mark !== undefined && mark.start <= start;) {
      if (mark.end > start) open.push(mark);
      mark = starting[++next];
    }
    return {
      start,
      end,
      marks: open.toSorted((a, b) => a.end - a.start - (b.end - b.start)),
      isFocus: focus !== null && start >= focus[0] && end <= focus[1],
    };
  });
}
