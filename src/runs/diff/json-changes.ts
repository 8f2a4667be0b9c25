// Two JSON documents: every value that differs, in the order in which it stands there. Pure.
import type { JsonChange } from "#src/protocol/diff.ts";
import { isObject, joinPath } from "#src/protocol/json.ts";
import { matchSequences } from "./match-sequences.ts";
import { wordChanges } from "./word-changes.ts";

/** As deep as documents are compared; what lies deeper is compared as a whole. */
const DEEPEST = 100;

/** What leads from `old` to `now`; undefined stands for a value that is not there. */
export function jsonChanges(old: unknown, now: unknown): JsonChange[] {
  const changes: JsonChange[] = [];
  compare({ old, now, path: "" }, changes, 0);
  return changes;
}

interface Place {
  readonly old: unknown;
  readonly now: unknown;
  readonly path: string;
}

function compare({ old, now, path }: Place, changes: JsonChange[], depth: number): void {
  if (old === now) return;
  if (depth < DEEPEST && Array.isArray(old) && Array.isArray(now) && !isVector(old, now)) {
    compareArrays({ old, now, path }, changes, depth);
  } else if (depth < DEEPEST && isObject(old) && isObject(now)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      compare(
        { old: own(old, key), now: own(now, key), path: joinPath(path, key) },
        changes,
        depth + 1,
      );
    }
  } else if (!isEqual(old, now)) changes.push(changeOf({ old, now, path }));
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function changeOf({ old, now, path }: Place): JsonChange {
  if (old === undefined) return { path, kind: "added", new: now };
  if (now === undefined) return { path, kind: "removed", old };
  const words = typeof old === "string" && typeof now === "string" ? wordChanges(old, now) : null;
  return { path, kind: "changed", old, new: now, ...(words === null ? {} : { words }) };
}

/** An embedding is one value: a thousand changed numbers would say no more. */
function isVector(old: readonly unknown[], now: readonly unknown[]): boolean {
  return old.length > 8 && typeof old[0] === "number" && typeof now[0] === "number";
}

function isEqual(old: unknown, now: unknown): boolean {
  return typeof old === "object" && typeof now === "object" && textOf(old) === textOf(now);
}

function compareArrays(
  { old, now, path }: { old: readonly unknown[]; now: readonly unknown[]; path: string },
  changes: JsonChange[],
  depth: number,
): void {
  let a = 0;
  let b = 0;
  const until = (endA: number, endB: number): void => {
    // Items in one place on both sides are the same item, changed.
    for (; a < endA && b < endB; a += 1, b += 1) {
      compare({ old: old[a], now: now[b], path: joinPath(path, b) }, changes, depth + 1);
    }
    for (; a < endA; a += 1)
      changes.push({ path: joinPath(path, a), kind: "removed", old: old[a] });
    for (; b < endB; b += 1) changes.push({ path: joinPath(path, b), kind: "added", new: now[b] });
  };
  const pairs = matchSequences(old.map(textOf), now.map(textOf));
  for (const pair of pairs) {
    // Given up on the longest sequence, pairs may cross: then places decide.
    if (pair.a < a || pair.b < b) continue;
    until(pair.a, pair.b);
    a = pair.a + 1;
    b = pair.b + 1;
  }
  until(old.length, now.length);
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? "undefined";
}
