// What an edit changed, as pairs of texts that can be set side by side: single texts where it is only these,
// else the bodies. Pure.
import { isObject, joinPath } from "#src/protocol/json.ts";

export interface ChangedText {
  readonly path: string;
  readonly language: "json" | "text";
  readonly before: string;
  readonly after: string;
}

const MOST = 5;

export function changedTexts(before: unknown, after: unknown): ChangedText[] {
  const texts: ChangedText[] = [];
  const isTextsAlone = collect(before, after, { path: "", texts });
  if (isTextsAlone && texts.length > 0 && texts.length <= MOST) return texts;
  return [{ path: "", language: "json", before: write(before), after: write(after) }];
}

/** False where something else than a text differs. */
function collect(
  before: unknown,
  after: unknown,
  { path, texts }: { readonly path: string; readonly texts: ChangedText[] },
): boolean {
  if (typeof before === "string" && typeof after === "string") {
    if (before !== after) texts.push({ path, language: "text", before, after });
    return true;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return (
      before.length === after.length &&
      before.every((item, index) =>
        collect(item, after[index], { path: joinPath(path, index), texts }),
      )
    );
  }
  if (isObject(before) && isObject(after)) {
    const keys = Object.keys(before);
    return (
      keys.length === Object.keys(after).length &&
      keys.every(
        (key) =>
          Object.hasOwn(after, key) &&
          collect(before[key], after[key], { path: joinPath(path, key), texts }),
      )
    );
  }
  return before === after;
}

function write(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}
