// How the deltas of OpenAI-style streams add up: texts are appended, lists are matched by their
// members' `index`, and what names something is set once.
import { isObject, numberAt, stringAt } from "#src/protocol/json.ts";

/** Strings that name something: repeated in later deltas they replace, they do not continue. */
const NAMING_KEYS = new Set([
  "id",
  "type",
  "role",
  "name",
  "format",
  "object",
  "phase",
  "expires_at",
  "created",
]);

/** Adds a delta to what has come so far, in place. Anything that is not an object adds nothing. */
export function mergeDelta(target: Record<string, unknown>, delta: unknown): void {
  if (!isObject(delta)) return;
  for (const [key, value] of Object.entries(delta)) {
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    define(target, key, mergeValue(key, before, value));
  }
}

/** A plain assignment would lose the key `__proto__`. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function mergeValue(key: string, before: unknown, value: unknown): unknown {
  if (value === null || value === undefined) return before ?? value;
  if (typeof value === "string" && typeof before === "string") {
    return NAMING_KEYS.has(key) ? value || before : before + value;
  }
  if (Array.isArray(value)) return mergeList(before, value);
  // Mistral begins with text and goes on with parts, or the other way round.
  if (typeof value === "string" && Array.isArray(before)) {
    return value === "" ? before : mergeList(before, [{ type: "text", text: value }]);
  }
  if (isObject(value)) {
    const merged: Record<string, unknown> = isObject(before) ? { ...before } : {};
    mergeDelta(merged, value);
    return merged;
  }
  return value;
}

function mergeList(before: unknown, values: readonly unknown[]): unknown[] {
  const list: unknown[] = Array.isArray(before)
    ? [...before]
    : typeof before === "string" && before !== ""
      ? [{ type: "text", text: before }]
      : [];
  for (const value of values) {
    const at = findMember(list, value);
    if (at === -1) list.push(structuredMember(value));
    else list[at] = continueMember(list[at], value);
  }
  return list;
}

/** Where a member of a delta's list continues one of before: same `index`, else a part of the same type at the end. */
function findMember(list: readonly unknown[], value: unknown): number {
  const index = numberAt(value, "index");
  if (index !== null) return list.findLastIndex((member) => numberAt(member, "index") === index);
  const type = stringAt(value, "type");
  const last = list.length - 1;
  return (type === "text" || type === "thinking") && stringAt(list[last], "type") === type
    ? last
    : -1;
}

function continueMember(before: unknown, value: unknown): unknown {
  const merged: Record<string, unknown> = isObject(before) ? { ...before } : {};
  mergeDelta(merged, value);
  return merged;
}

/** A first delta merged into nothing, so that its own lists get the same treatment. */
function structuredMember(value: unknown): unknown {
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  mergeDelta(copy, value);
  return copy;
}
