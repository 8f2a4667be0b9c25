// Two strings, word by word. Pure. Long strings that have little in common are not searched for what
// they share: that would take time without telling anybody anything.
import { diffWordsWithSpace } from "diff";
import type { JsonChange } from "#src/protocol/diff.ts";

export type WordChange = NonNullable<JsonChange["words"]>[number];

/** Words that may come and go before the rest counts as replaced. */
const MOST_CHANGES = 1000;
/** Characters between the first and the last difference that are compared by words. */
const LONGEST = 100_000;

/** The parts of both strings in order: all that is not `added` is the old one, all but `removed` the new one. */
export function wordChanges(old: string, now: string): WordChange[] {
  const start = commonStart(old, now);
  const end = commonEnd(old.slice(start), now.slice(start));
  const middle = {
    old: old.slice(start, old.length - end),
    new: now.slice(start, now.length - end),
  };
  return joinEqual([
    { kind: "same", text: old.slice(0, start) },
    ...middleChanges(middle.old, middle.new),
    { kind: "same", text: end === 0 ? "" : old.slice(-end) },
  ]);
}

function middleChanges(old: string, now: string): WordChange[] {
  const parts =
    old.length + now.length > LONGEST
      ? undefined
      : diffWordsWithSpace(old, now, { maxEditLength: MOST_CHANGES });
  if (parts === undefined) {
    return [
      { kind: "removed", text: old },
      { kind: "added", text: now },
    ];
  }
  return joinRagged(
    parts.map(({ added, removed, value }) => ({
      kind: added ? "added" : removed ? "removed" : "same",
      text: value,
    })),
  );
}

/** Shorter than this, what two texts share between changes is there by chance. */
const SHORTEST_COMMON = 4;

/** Changes with next to nothing between them become one: what was, then what is. */
function joinRagged(parts: readonly WordChange[]): WordChange[] {
  const joined: WordChange[] = [];
  let removed = "";
  let added = "";
  const close = (): void => {
    joined.push({ kind: "removed", text: removed }, { kind: "added", text: added });
    removed = "";
    added = "";
  };
  for (const [index, part] of parts.entries()) {
    const { kind, text } = part;
    const isReplacing = removed !== "" && added !== "";
    const isRagged =
      isReplacing && text.trim().length < SHORTEST_COMMON && index < parts.length - 1;
    if (kind === "same" && !isRagged) {
      close();
      joined.push(part);
      continue;
    }
    if (kind !== "added") removed += text;
    if (kind !== "removed") added += text;
  }
  close();
  return joined;
}

const WORD = /[\p{L}\p{N}_]/u;

/** Length of the start that both share, up to the end of a word. */
function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  if (length === a.length && length === b.length) return length;
  while (length > 0 && WORD.test(a.charAt(length - 1))) length -= 1;
  return isSplit(a, length) ? length - 1 : length;
}

function commonEnd(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (
    length < limit &&
    a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)
  )
    length += 1;
  while (length > 0 && WORD.test(a.charAt(a.length - length))) length -= 1;
  return isSplit(a, a.length - length) ? length - 1 : length;
}

/** True where a character of two units is cut in the middle. */
function isSplit(text: string, at: number): boolean {
  return (
    at > 0 &&
    /^[\uDC00-\uDFFF]/.test(text.charAt(at)) &&
    /[\uD800-\uDBFF]$/.test(text.charAt(at - 1))
  );
}

function joinEqual(parts: readonly WordChange[]): WordChange[] {
  const joined: WordChange[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === "") continue;
    if (last?.kind === part.kind)
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
