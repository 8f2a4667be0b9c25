// What a person searches for, read and found in texts. Pure. Every input is a query: there is no
// syntax that could be wrong.

/** A word or a quoted phrase. */
export interface Term {
  readonly text: string;
  /** Finds the term wherever a text has it; white space fits any other. */
  readonly pattern: RegExp;
}

/** A piece of a text around what was found, on one line, with the matches marked. */
export interface Snippet {
  readonly text: string;
  /** Start and end of each match within `text`. */
  readonly spans: readonly (readonly [number, number])[];
}

const MAXIMUM_TERMS = 20;
/** Characters of a snippet before and after its first match. */
const BEFORE = 50;
const AFTER = 110;

/** The terms of a query, all of which a text must have; none where there is nothing but space. */
export function parseQuery(query: string): Term[] {
  const terms: Term[] = [];
  // A quotation mark that is never closed, and stars alone, are what the person looks for.
  for (const [, phrase, word = ""] of query.matchAll(/"([^"]*\S[^"]*)"|(\S+)/g)) {
    const text = (phrase ?? word).trim();
    const isPrefix = phrase === undefined && /[^*]\*$/.test(text);
    const said = isPrefix ? text.slice(0, -1) : text;
    if (terms.length < MAXIMUM_TERMS)
      terms.push({ text: said, pattern: patternOf(said, isPrefix) });
  }
  return terms;
}

/** The words of all terms: what has a term has its words. */
export function wordsOf(terms: readonly Term[]): string[] {
  return [...new Set(terms.flatMap(({ text }) => text.split(/\s+/)))];
}

/** Whether a text has all terms. */
export function hasAll(terms: readonly Term[], text: string): boolean {
  return terms.every(({ pattern }) => firstMatch(pattern, text) !== null);
}

/** The text around the first match of the first term, or null where a term is missing. */
export function findSnippet(terms: readonly Term[], text: string): Snippet | null {
  const [first] = terms;
  const match = first === undefined ? null : firstMatch(first.pattern, text);
  if (match === null || !hasAll(terms, text)) return null;
  const start = wordStart(text, Math.max(0, match.index - BEFORE), match.index);
  const end = match.index + Math.min(match[0].length, 2 * AFTER) + AFTER;
  const shown = text.slice(start, end).replace(/\s+/g, " ").trim();
  return {
    text: `${start > 0 ? "…" : ""}${shown}${end < text.length ? "…" : ""}`,
    spans: spansOf(terms, shown, start > 0 ? 1 : 0),
  };
}

function patternOf(text: string, isPrefix: boolean): RegExp {
  const escaped = text
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) => `\\${character}`))
    .join(String.raw`\s+`);
  const start = isPrefix ? String.raw`(?<![\p{L}\p{N}_])` : "";
  return new RegExp(start + escaped.replaceAll(String.raw`\-`, String.raw`\x2d`), "giu");
}

function firstMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}

/** Not in the middle of a word, nor of a character of two halves. */
function wordStart(text: string, from: number, before: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, before).search(/\s/);
  if (space >= 0) return from + space;
  return /[\uDC00-\uDFFF]/.test(text.charAt(from)) ? from + 1 : from;
}

/** In order; of matches that overlap the first. */
function spansOf(terms: readonly Term[], text: string, offset: number): [number, number][] {
  const found = terms
    .flatMap(({ pattern }) => [...text.matchAll(new RegExp(pattern.source, "giu"))])
    .map((match): [number, number] => [match.index, match.index + match[0].length])
    .sort((a, b) => a[0] - b[0]);
  const spans: [number, number][] = [];
  let end = 0;
  for (const span of found) {
    if (span[0] < end || span[0] === span[1]) continue;
    spans.push([span[0] + offset, span[1] + offset]);
    end = span[1];
  }
  return spans;
}
