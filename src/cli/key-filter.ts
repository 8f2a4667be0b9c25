// `ao node --key REGEX`: the places of a JSON body whose path fits. Pure.
import { isObject, joinPath } from "#src/protocol/json.ts";

export interface KeyMatch {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Values under `root` whose path fits, in document order: strings, numbers and other leaves, and an
 * object or array itself where its own path fits and none inside it does (`messages\[0\]$`).
 */
export function filterKeys(value: unknown, pattern: RegExp, root = ""): KeyMatch[] {
  const children = childrenOf(value, root);
  const inside = children.flatMap(([child, path]) => filterKeys(child, pattern, path));
  if (inside.length > 0 || root === "" || !pattern.test(root)) return inside;
  return [{ path: root, value }];
}

/** `path: value`; a text of several lines, an object or an array as JSON, so that it stays one line. */
export function formatMatch({ path, value }: KeyMatch): string {
  const isPlain = typeof value === "string" && !/[\n\r]/.test(value);
  return `${path}: ${isPlain ? value : JSON.stringify(value)}`;
}

function childrenOf(value: unknown, root: string): [unknown, string][] {
  if (Array.isArray(value)) return value.map((item, index) => [item, joinPath(root, index)]);
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, item]) => [item, joinPath(root, key)]);
}
