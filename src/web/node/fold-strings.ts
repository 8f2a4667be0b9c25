// JSON as text for reading, without the middle of endless strings. Pure.

/** Longer ones are cut. */
const MOST = 20_000;

export interface FoldedJson {
  readonly text: string;
  /** How many strings were cut. */
  readonly cut: number;
}

/** Indented; what is cut says how much is missing. */
export function foldedJson(value: unknown): FoldedJson {
  let cut = 0;
  const text = JSON.stringify(
    value,
    (_key, item: unknown) => {
      if (typeof item !== "string" || item.length <= MOST) return item;
      cut++;
      return `${item.slice(0, MOST)}… (${item.length - MOST} more characters)`;
    },
    2,
  );
  return { text: text ?? "", cut };
}
