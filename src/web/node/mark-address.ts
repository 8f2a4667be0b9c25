// A text that is marked, as the address names it: `output choices[0].message.content 9 80`, or without
// numbers where all at the path is meant. Pure.
import type { EditSide } from "#src/protocol/replay.ts";

export type Span = readonly [number, number];

export interface MarkedPlace {
  readonly side: EditSide;
  readonly path: string;
  /** Null: all of what stands there. */
  readonly span: Span | null;
}

export function writeMark({ side, path, span }: MarkedPlace): string {
  return span === null ? `${side} ${path}` : `${side} ${path} ${span[0]} ${span[1]}`;
}

/** Null for what is no mark. A path may hold blanks. */
export function parseMark(text: string | null): MarkedPlace | null {
  const found = /^(input|output) (.*?)(?: (\d+) (\d+))?$/s.exec(text ?? "");
  if (found === null) return null;
  const [, side, path = "", start, end] = found;
  return {
    side: side === "input" ? "input" : "output",
    path,
    span: start === undefined || end === undefined ? null : [Number(start), Number(end)],
  };
}
