// Where the marks of a body lie in a text that is written from one of its values: the value itself, a JSON
// string that is set out over lines, or an object. Pure.
import { isObject, joinPath } from "#src/protocol/json.ts";
import type { Span } from "./mark-address.ts";
import { isWithin } from "./marks.ts";

/** Places a span of the string at `path` in the shown text; null where it has no place there. */
export type Placing = (path: string, span: Span) => Span | null;

/** For `text` written from `value`, which stands at `base`. */
export function placingIn(text: string, value: unknown, base: string): Placing {
  if (value === text) return (path, span) => (path === base ? span : null);
  if (typeof value === "string") return placingInJson(text, value, base);
  let starts: ReadonlyMap<string, Leaf> | null = null;
  return (path, [start, end]) => {
    if (!isWithin(path, base)) return null;
    starts ??= leavesOf(value, base, text);
    const leaf = starts.get(path);
    if (leaf === undefined) return null;
    return [
      leaf.start + escapedLength(leaf.text, start),
      leaf.start + escapedLength(leaf.text, end),
    ];
  };
}

function placingInJson(text: string, wire: string, base: string): Placing {
  let offsets: Uint32Array | null | undefined;
  return (path, [start, end]) => {
    if (path !== base) return null;
    offsets ??= alignJson(wire, text);
    if (offsets === null || offsets === undefined) return null;
    const from = offsets[start];
    const last = offsets[end - 1];
    return from === undefined || last === undefined ? null : [from, last + 1];
  };
}

/** For each character of `wire` its place in `text`, which is the same JSON with other blanks; else null. */
export function alignJson(wire: string, text: string): Uint32Array | null {
  const offsets = new Uint32Array(wire.length);
  let at = 0;
  let isString = false;
  for (let index = 0; index < wire.length; index++) {
    const character = wire.charAt(index);
    if (!isString) {
      while (at < text.length && isBlank(text.charAt(at))) at++;
      if (isBlank(character)) {
        offsets[index] = Math.min(at, text.length - 1);
        continue;
      }
    }
    if (text.charAt(at) !== character) return null;
    offsets[index] = at++;
    if (character === '"') isString = !isString;
    else if (isString && character === "\\") {
      index++;
      if (text.charAt(at) !== wire.charAt(index)) return null;
      offsets[index] = at++;
    }
  }
  return offsets;
}

/** Where all of what stands at a path is written in `text`, JSON of `value`; null where it is not. */
export function wholesIn(text: string, value: unknown): (path: string) => Span | null {
  let wholes: ReadonlyMap<string, Span> | null = null;
  return (path) => {
    if (wholes === null) {
      const found = new Map<string, Span>();
      leavesOf(value, "", text, found);
      wholes = found;
    }
    return wholes.get(path) ?? null;
  };
}

interface Leaf {
  readonly text: string;
  /** Of its first character in the shown text, behind the quote. */
  readonly start: number;
}

/**
 * The strings of a value, found one after the other in how JSON.stringify writes it; into `wholes` go the
 * places of objects and lists, too.
 */
function leavesOf(
  value: unknown,
  base: string,
  text: string,
  wholes?: Map<string, Span>,
): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  let at = 0;
  const skip = (written: string): number => {
    const start = text.indexOf(written, at);
    if (start !== -1) at = start + written.length;
    return start;
  };
  const visit = (item: unknown, path: string): void => {
    let start = -1;
    if (typeof item === "string") {
      start = skip(JSON.stringify(item));
      if (start !== -1) leaves.set(path, { text: item, start: start + 1 });
    } else if (Array.isArray(item)) {
      start = skip("[");
      item.forEach((child, index) => visit(child, joinPath(path, index)));
      skip("]");
    } else if (isObject(item)) {
      start = skip("{");
      for (const [key, child] of Object.entries(item)) {
        skip(JSON.stringify(key));
        visit(child, joinPath(path, key));
      }
      skip("}");
    }
    if (start !== -1) wholes?.set(path, [start, at]);
  };
  visit(value, base);
  return leaves;
}

function escapedLength(text: string, end: number): number {
  return JSON.stringify(text.slice(0, end)).length - 2;
}

function isBlank(character: string): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}
