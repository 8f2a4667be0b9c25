// What two programs wrote to one stream, line by line. Pure.
import type { JsonChange } from "#src/protocol/diff.ts";
import { isObject } from "#src/protocol/json.ts";
import { jsonChanges } from "./json-changes.ts";
import { wordChanges } from "./word-changes.ts";

export interface WrittenText {
  readonly text: string;
  /** More was written, but not kept. */
  readonly truncated: boolean;
}

/** By the number of the line, counted from 0; nothing of what lies behind the end of what was kept. */
export function outputChanges(old: WrittenText, now: WrittenText): JsonChange[] {
  const isUneven = isEnded(old) !== isEnded(now);
  const a = toLines(old, isUneven);
  const b = toLines(now, isUneven);
  const changes = jsonChanges(a, b);
  if (old.truncated) dropEnd(changes, "added", b.length);
  if (now.truncated) dropEnd(changes, "removed", a.length);
  return changes.map(toText);
}

/** Whether nothing is missing at its end. */
function isEnded({ text, truncated }: WrittenText): boolean {
  return truncated || text === "" || text.endsWith("\n");
}

/** A line without a line feed that is another line for that. */
interface UnendedLine {
  readonly unended: string;
}

function toLines(written: WrittenText, isUneven: boolean): (string | UnendedLine)[] {
  const lines: (string | UnendedLine)[] = written.text.split("\n");
  const last = written.text.slice(written.text.lastIndexOf("\n") + 1);
  // Where the text was cut in the middle of a line, nobody knows the rest of it.
  if (last === "" || written.truncated) lines.pop();
  else if (isUneven) lines[lines.length - 1] = { unended: last };
  return lines;
}

/** Takes away the lines at the end that the other side may have had, too. */
function dropEnd(changes: JsonChange[], kind: JsonChange["kind"], length: number): void {
  let line = length - 1;
  while (changes.at(-1)?.kind === kind && changes.at(-1)?.path === `[${line}]`) {
    changes.pop();
    line -= 1;
  }
}

/** An unended line as the text that it is; its counterpart has the line feed that it lacks. */
function toText(change: JsonChange): JsonChange {
  const old = unendedText(change.old);
  const now = unendedText(change.new);
  if (old === null && now === null) return change;
  if (change.kind !== "changed") {
    return { ...change, ...(old === null ? { new: now } : { old }) };
  }
  const texts = { old: old ?? `${String(change.old)}\n`, new: now ?? `${String(change.new)}\n` };
  return { ...change, ...texts, words: wordChanges(texts.old, texts.new) };
}

function unendedText(value: unknown): string | null {
  return isObject(value) && typeof value["unended"] === "string" ? value["unended"] : null;
}
