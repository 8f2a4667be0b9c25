// Text on a terminal: how many columns it takes, cutting and padding it, and keeping what a model
// wrote from steering the terminal.

// Control characters (ESC among them) and the overrides of the writing direction.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const PLAIN = /^[\u0020-\u007E]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Without control characters: line feeds and tabs stay, an escape becomes `␛`. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, (character) => (character === "\u001B" ? "␛" : ""));
}

/** Drawn as a blank or not at all; joiners only where they join nothing that needs them. */
const UNSEEN =
  /[\u007F-\u00A0\u00AD\u2000-\u200B\u200E\u200F\u2028-\u202F\u205F\u2060\u2066-\u2069\uFEFF]|(?<!\P{ASCII})[\u200C\u200D]|[\u200C\u200D](?!\P{ASCII})/gu;
// oxlint-disable-next-line no-control-regex
const CONTROLS_WITH_PICTURES = /[\u0000-\u0008\u000B-\u001F]/g;

/** Like {@link clean}, but a sign stands for each character that could not be seen: `␍`, `<U+200B>`. */
export function reveal(text: string): string {
  return text
    .replace(CONTROLS_WITH_PICTURES, (character) =>
      String.fromCodePoint(0x2400 + character.charCodeAt(0)),
    )
    .replace(
      UNSEEN,
      (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`,
    );
}

/** On one line: every run of white space is a space. */
export function oneLine(text: string): string {
  return clean(text.replace(/\s+/g, " ")).trim();
}

/** The columns a text takes; colours take none, CJK and emoji two each. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : Bun.stringWidth(text);
}

/** At most `width` columns of a text without colours, ending in `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (width <= 0) return "";
  if (widthOf(text) <= width) return text;
  if (PLAIN.test(text)) return `${text.slice(0, width - 1).trimEnd()}…`;
  let used = 0;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    const columns = Bun.stringWidth(segment);
    if (used + columns > width - 1) break;
    used += columns;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Filled with spaces at the end up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Filled with spaces at the start up to `width` columns. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Broken into lines of at most `width` columns, at spaces where there are some. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  const words = paragraph.trimStart().split(" ");
  // The indentation is a part of the first word.
  words[0] = paragraph.slice(0, paragraph.length - words.join(" ").length) + (words[0] ?? "");
  let line = "";
  for (const word of words) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (widthOf(line) > width) {
      const head = cutHard(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line];
}

function cutHard(text: string, width: number): string {
  let used = 0;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    used += Bun.stringWidth(segment);
    if (used > width && kept !== "") break;
    kept += segment;
  }
  return kept;
}
