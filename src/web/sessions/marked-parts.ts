// A text cut where something in it is marked. Pure.

export interface TextPart {
  readonly text: string;
  readonly isMarked: boolean;
  readonly start: number;
}

/** `spans` are offsets into `text`, in order; those that lie outside or overlap are cut. */
export function markedParts(
  text: string,
  spans: readonly (readonly [number, number])[],
): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  const add = (end: number, isMarked: boolean): void => {
    if (end > at) parts.push({ text: text.slice(at, end), isMarked, start: at });
    at = Math.max(at, end);
  };
  for (const [start, end] of spans) {
    add(Math.min(start, text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return parts;
}
