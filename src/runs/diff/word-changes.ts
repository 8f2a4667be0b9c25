// Two strings, word by word. Pure.
import { isBeforeStop, isBehindStop } from "./text-tokens.ts";
import { type WordChange, tokenChanges } from "./token-changes.ts";

/** The parts of both strings in order: all that is not `added` is the old one, all but `removed` the new one. */
export function wordChanges(old: string, now: string): WordChange[] {
  const start = commonStart(old, now);
  const end = commonEnd(old.slice(start), now.slice(start));
  const middle = tokenChanges(
    old.slice(start, old.length - end),
    now.slice(start, now.length - end),
  );
  return joinEqual([
    { kind: "same", text: old.slice(0, start) },
    ...joinRagged(joinEqual(middle)),
    { kind: "same", text: end === 0 ? "" : old.slice(-end) },
  ]);
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

/** Length of the start that both share, up to the end of a word. */
function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  if (length === a.length && length === b.length) return length;
  while (length > 0 && !(isBehindStop(a, length) && isBehindStop(b, length))) length -= 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (
    length < limit &&
    a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)
  )
    length += 1;
  while (length > 0 && !(isBeforeStop(a, a.length - length) && isBeforeStop(b, b.length - length)))
    length -= 1;
  return length;
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
