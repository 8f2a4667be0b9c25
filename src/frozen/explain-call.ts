// Says of a call that is not in a test which of its calls is most like it, and where the two first
// differ. Pure.
import { isObject, joinPath } from "#src/protocol/json.ts";
import type { FrozenRun, FrozenCall } from "#src/protocol/test-file.ts";
import type { UnknownCall } from "#src/frozen/judge.ts";
import { decodeBody } from "#src/providers/decode-body.ts";
import { normalizeRequest } from "#src/providers/normalize-request.ts";
import { operationById } from "#src/providers/registry.ts";

export interface Explanation {
  /** The nearest call of the file; null where none is of its kind. */
  readonly nearest: string | null;
  /** Inside the request's body; null where they are the same, or there is no nearest one. */
  readonly path: string | null;
  /** The values there as text; null where there is none. */
  readonly old: string | null;
  readonly new: string | null;
}

const LONGEST = 300;
/** Decides between calls that are about as much alike. */
const NOT_MADE_BONUS = 0.02;

/** `notMade`: calls of the file that are still to be made; one of them is the likelier to be meant. */
export function explainCall(
  call: UnknownCall,
  { calls }: FrozenRun,
  notMade: readonly FrozenCall[],
): Explanation {
  const asked = comparable(call.operation, bodyOf(call));
  let best: {
    readonly call: FrozenCall;
    readonly body: unknown;
    readonly likeness: number;
  } | null = null;
  const leaves = leavesOf(asked);
  for (const candidate of calls) {
    if (candidate.entry.operation !== call.operation) continue;
    const body = comparable(call.operation, candidate.request);
    const bonus = notMade.includes(candidate) ? NOT_MADE_BONUS : 0;
    const likeness = likenessOf(leaves, leavesOf(body)) + bonus;
    if (best === null || likeness > best.likeness) best = { call: candidate, body, likeness };
  }
  if (best === null) return { nearest: null, path: null, old: null, new: null };
  const found = firstDifference(best.body, asked, "");
  if (found === null) return { nearest: best.call.call, path: null, old: null, new: null };
  return { nearest: best.call.call, ...found };
}

/** What the graph shows as its input, as the file has it. */
function bodyOf({ operation, request }: UnknownCall): unknown {
  const wire = Buffer.from(request.content, request.encoding);
  const headers = { contentType: request.content_type, contentEncoding: request.content_encoding };
  const body = decodeBody(wire, headers).value;
  return operationById(operation)?.inputOf?.(body) ?? body;
}

/** Without what does not count when recorded calls are looked for. */
function comparable(operation: string, body: unknown): unknown {
  const isWhole = operationById(operation)?.inputOf === undefined;
  return isWhole ? normalizeRequest(operation, body) : body;
}

function leavesOf(root: unknown): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  const stack: { readonly value: unknown; readonly path: string }[] = [{ value: root, path: "" }];
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    const { value, path } = place;
    const children = childrenOf(value);
    if (children === null) leaves.set(path, value);
    else
      for (const [key, child] of children) stack.push({ value: child, path: joinPath(path, key) });
  }
  return leaves;
}

/** From 0 to 1: values in common, by their places, of all that there are; texts may be alike in part. */
function likenessOf(
  one: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): number {
  let common = 0;
  for (const [path, value] of one) {
    if (!other.has(path)) continue;
    const twin = other.get(path);
    if (value === twin) common += 1;
    else if (typeof value === "string" && typeof twin === "string") common += overlap(value, twin);
  }
  return common / Math.max(1, one.size, other.size);
}

/** What two texts begin and end with alike, as a part of the longer one. */
function overlap(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return (start + end) / Math.max(one.length, other.length, 1);
}

function firstDifference(
  old: unknown,
  now: unknown,
  path: string,
): Omit<Explanation, "nearest"> | null {
  if (Object.is(old, now)) return null;
  const before = childrenOf(old);
  const after = childrenOf(now);
  if (before === null || after === null || Array.isArray(old) !== Array.isArray(now)) {
    return { path, ...differingParts(textOf(old), textOf(now)) };
  }
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const found = firstDifference(before.get(key), after.get(key), joinPath(path, key));
    if (found !== null) return found;
  }
  return null;
}

function childrenOf(value: unknown): Map<string | number, unknown> | null {
  if (Array.isArray(value)) return new Map(value.entries());
  return isObject(value) ? new Map(Object.entries(value)) : null;
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Of two long texts what stands around the place where they part. */
function differingParts(
  old: string | null,
  now: string | null,
): { readonly old: string | null; readonly new: string | null } {
  let same = 0;
  if (old !== null && now !== null) {
    while (same < old.length && old.charCodeAt(same) === now.charCodeAt(same)) same += 1;
  }
  const start = Math.max(0, same - 40);
  const part = (text: string | null): string | null => {
    if (text === null || text.length <= LONGEST) return text;
    const end = start + LONGEST;
    return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  };
  return { old: part(old), new: part(now) };
}
