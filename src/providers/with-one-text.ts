// Replacing the texts of a list of blocks, which most formats have, by one. Pure.

/** How a format's blocks are told. */
export interface BlockKinds {
  isText(block: unknown): boolean;
  /** A call that the program was to carry out: with another answer it was not asked for. */
  isCall(block: unknown): boolean;
  /** The block of the new text, made from the first of the old ones (undefined where there was none). */
  write(first: unknown): unknown;
}

/** The blocks with one text in the place of the first text, or behind all others; without calls. */
export function withOneText(blocks: readonly unknown[], kinds: BlockKinds): unknown[] {
  const first = blocks.findIndex((block) => kinds.isText(block));
  const kept = blocks.flatMap((block, index) => {
    if (index === first) return [kinds.write(block)];
    return kinds.isText(block) || kinds.isCall(block) ? [] : [block];
  });
  return first === -1 ? [...kept, kinds.write(undefined)] : kept;
}

/** `fields` of which only those are taken that `value` has: nothing is added that was not there. */
export function whereKnown(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key in value));
}
