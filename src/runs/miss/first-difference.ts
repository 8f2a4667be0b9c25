// The first place at which two requests differ, as short texts. Pure; linear in their size.
import { isObject, joinPath } from "#src/protocol/json.ts";

export interface Difference {
  /** As `joinPath` writes it; "" is the whole. */
  readonly path: string;
  /** The values there, as short texts; null where there is none. */
  readonly old: string | null;
  readonly new: string | null;
}

/** Characters of a value before and from its first difference. */
const BEFORE = 30;
const BEHIND = 70;

/** In the order of the document `a`, then what only `b` has; null where they are equal. */
export function firstDifference(a: unknown, b: unknown): Difference | null {
  const place = findPlace(a, b);
  if (place === null) return null;
  const { path, old, now } = place;
  const at = typeof old === "string" && typeof now === "string" ? commonStart(old, now) : 0;
  return { path, old: shorten(old, at), new: shorten(now, at) };
}

interface Place {
  readonly path: string;
  readonly old: unknown;
  readonly now: unknown;
}

/** Iterative: a body may be nested more deeply than the stack is. */
function findPlace(a: unknown, b: unknown): Place | null {
  const stack: Place[] = [{ path: "", old: a, now: b }];
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    const { old, now } = place;
    if (Object.is(old, now)) continue;
    const inside = membersOf(place);
    if (inside === null) return place;
    for (const member of inside.toReversed()) stack.push(member);
  }
  return null;
}

/** The members of two objects or two arrays side by side; null where they are not of one kind. */
function membersOf({ path, old, now }: Place): Place[] | null {
  if (Array.isArray(old) && Array.isArray(now)) {
    return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => ({
      path: joinPath(path, index),
      old: old[index] as unknown,
      now: now[index] as unknown,
    }));
  }
  if (!isObject(old) || !isObject(now)) return null;
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].map((key) => ({
    path: joinPath(path, key),
    old: Object.hasOwn(old, key) ? old[key] : undefined,
    now: Object.hasOwn(now, key) ? now[key] : undefined,
  }));
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** The part of a value around the place; `…` where something is left out. */
function shorten(value: unknown, at: number): string | null {
  if (value === undefined) return null;
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const start = at <= BEFORE ? 0 : at - BEFORE;
  const end = Math.min(text.length, at + BEHIND);
  const part = text.slice(start, end).toWellFormed();
  return `${start > 0 ? "…" : ""}${part}${end < text.length ? "…" : ""}`;
}
