// Where a piece of a recorded body stands in what an edit has made of that body. Pure.
import { valueAt } from "#src/protocol/json.ts";
import { findLeaves } from "#src/provenance/leaves.ts";

/** A part of the string at a path; null: the value there as a whole. */
export interface TextPlace {
  readonly path: string;
  readonly span: [number, number] | null;
}

interface StringAt {
  readonly path: string;
  readonly text: string;
}

/** A body whose strings are looked through more than once. */
export interface SearchedBody {
  readonly value: unknown;
  readonly strings: readonly StringAt[];
}

/** A body as it was recorded, and as it is shown. */
export interface ShownChange {
  readonly recorded: SearchedBody;
  readonly shown: SearchedBody;
}

export function toSearched(value: unknown): SearchedBody {
  return { value, strings: findLeaves(value) };
}

/**
 * The place of the same text: where it was, else where it stands once as it did before, in the same
 * string or, if that has it no more, in the whole body. Without a span where it is gone, or where
 * nobody can tell which of several it is.
 */
export function relocateText({ path, span }: TextPlace, change: ShownChange): TextPlace {
  if (span === null) return { path, span };
  const { recorded, shown } = change;
  const before = stringsAt(recorded, path);
  const after = stringsAt(shown, path);
  const text = before[0]?.text.slice(...span) ?? "";
  if (text !== "" && after[0]?.text.slice(...span) === text) return { path, span };
  const isInPlace = after.some((string) => string.text.includes(text));
  const found = isInPlace
    ? movedText(text, before, after)
    : movedText(text, recorded.strings, shown.strings);
  return found ?? { path, span: null };
}

/** The string at the path, if there is one. */
function stringsAt({ value }: SearchedBody, path: string): readonly StringAt[] {
  const text = valueAt(value, path);
  return typeof text === "string" ? [{ path, text }] : [];
}

/** A text that stood elsewhere, too, has not been moved to where it still stands. */
function movedText(
  text: string,
  before: readonly StringAt[],
  after: readonly StringAt[],
): TextPlace | null {
  if (text === "" || onlyPlace(before, text) === null) return null;
  return onlyPlace(after, text);
}

/** Where `text` stands in these strings, if it does so once. */
function onlyPlace(strings: readonly StringAt[], text: string): TextPlace | null {
  let place: TextPlace | null = null;
  for (const { path, text: string } of strings) {
    const at = string.indexOf(text);
    if (at === -1) continue;
    if (place !== null || string.includes(text, at + 1)) return null;
    place = { path, span: [at, at + text.length] };
  }
  return place;
}
