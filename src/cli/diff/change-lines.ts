// The changes of a JSON document as lines: where, and what, with long equal stretches folded. Pure.
import type { Paint } from "#src/cli/style.ts";
import { clean, cut, oneLine, reveal, wrap } from "#src/cli/text.ts";
import type { JsonChange } from "#src/protocol/diff.ts";
import { elideData } from "./elide-data.ts";

export interface ChangeOptions {
  readonly paint: Paint;
  readonly width: number;
  /** Words around a change. */
  readonly context: number;
  /** Before each path: `input `. */
  readonly prefix: string;
  readonly indent: string;
  /** So many changes are shown; the rest is counted. */
  readonly most?: number;
}

/** More than fit on a screen. */
const MOST_CHANGES = 50;
/** Characters of a value that came or went as a whole. */
const LONGEST_VALUE = 300;

/** For a line feed that came or went alone. */
const LINE_FEED = "⏎";

type Words = NonNullable<JsonChange["words"]>;

/** The lines, without line feeds. */
export function changeLines(changes: readonly JsonChange[], options: ChangeOptions): string[] {
  const { indent, paint, most = MOST_CHANGES } = options;
  const lines = changes.slice(0, most).flatMap((change) => linesOf(change, options));
  const left = changes.length - most;
  return left > 0
    ? [...lines, paint.dim(`${indent}… and ${left} more; --json has them all`)]
    : lines;
}

function linesOf(change: JsonChange, options: ChangeOptions): string[] {
  const { indent, paint, width } = options;
  const place = `${indent}${paint.cyan(placeOf(change.path, options.prefix))}`;
  const deeper = `${indent}  `;
  if (change.words !== undefined && hasCommon(change.words)) {
    const text = foldedWords(change.words, options.context);
    return [
      place,
      ...paintWrapped(text, width - deeper.length, paint).map((line) => deeper + line),
    ];
  }
  const value = (mark: string, given: unknown): string =>
    cut(`${mark} ${shownValue(given).slice(0, LONGEST_VALUE)}`, width - deeper.length);
  const lines = [place];
  if (change.kind !== "added") lines.push(deeper + paint.red(value("-", change.old)));
  if (change.kind !== "removed") lines.push(deeper + paint.green(value("+", change.new)));
  return lines;
}

/** Lines of a program's output are counted from 1, as editors do. */
function placeOf(path: string, prefix: string): string {
  const line = prefix === "line " ? /^\[(\d+)\]$/.exec(path)?.[1] : undefined;
  if (line !== undefined) return `${prefix}${Number(line) + 1}`;
  return (prefix + oneLine(path)).trim() || "(all of it)";
}

function shownValue(value: unknown): string {
  return oneLine(shownText(typeof value === "string" ? value : (JSON.stringify(value) ?? "")));
}

/** What came or went: two sides that differ must not look alike. */
function shownText(text: string): string {
  const shown = elideData(reveal(text));
  return text.trim() === "" ? shown.replaceAll("\n", LINE_FEED).replaceAll("\t", "␉") : shown;
}

function hasCommon(words: Words): boolean {
  return words.some(({ kind, text }) => kind === "same" && text.trim() !== "");
}

/** Equal stretches cut down to some words at either side. */
function foldedWords(words: Words, context: number): Words {
  return words.map((part, index) => {
    if (part.kind !== "same") return { ...part, text: shownText(part.text) };
    const head = index === 0 ? 0 : context;
    const tail = index === words.length - 1 ? 0 : context;
    return { ...part, text: fold(clean(elideData(part.text)), head, tail) };
  });
}

function fold(text: string, head: number, tail: number): string {
  const pieces = text.split(/(?<=\s)(?=\S)/);
  if (pieces.length <= head + tail + 2) return text;
  const start = pieces.slice(0, head).join("");
  return tail === 0 ? `${start}…` : `${start}… ${pieces.slice(-tail).join("")}`;
}

/** Uncoloured the marks tell what came and went: `[-old-]{+new+}`, as `git diff --word-diff` has them. */
function paintWrapped(words: Words, width: number, paint: Paint): string[] {
  const isColoured = paint.red("x") !== "x";
  const painted = words.map(({ kind, text }) => {
    if (kind === "same") return text;
    // A line feed that came is where the line still ends.
    const end = kind === "added" && text.endsWith(LINE_FEED) ? "\n" : "";
    const colour = kind === "removed" ? paint.red : paint.green;
    if (isColoured) return paintWords(seenInColour(text), width, colour) + end;
    return (kind === "removed" ? `[-${text}-]` : `{+${text}+}`) + end;
  });
  return wrap(painted.join("").replace(/\n$/, ""), width);
}

/** A coloured blank is not to be seen. */
function seenInColour(text: string): string {
  return text.trim() === "" ? text.replaceAll(" ", "␣") : text;
}

/** Word by word, so that a line can end between any two; one that fits on no line is broken before. */
function paintWords(text: string, width: number, colour: (part: string) => string): string {
  return text.replace(/\S+/g, (word) => wrap(word, width).map(colour).join("\n"));
}
