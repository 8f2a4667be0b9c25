// A JSON value as the rows of a tree, of which only open ones have children. Pure.
import { isObject, joinPath, parsePath, property } from "#src/protocol/json.ts";

export interface Row {
  /** The path; of a part of a long list, with the range behind it. */
  readonly id: string;
  readonly path: string;
  /** Null for the root; for a part of a list its range: `[0 … 99]`. */
  readonly key: string | null;
  /** From 1. */
  readonly level: number;
  readonly value: unknown;
  /** Entries of an object or list; null for other values. */
  readonly size: number | null;
  readonly isOpen: boolean;
}

/** Longer lists are shown in parts of this many. */
const PART = 100;
const MOST_CHILDREN = 300;
/** Rows that are open at first. */
const FIRST_ROWS = 120;

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly key: string | null;
  readonly value: unknown;
  /** Of a part of a list. */
  readonly range?: readonly [number, number];
}

const root = (value: unknown): Entry => ({ id: "", path: "", key: null, value });

/** The rows from top to bottom; `open` has the ids of the open ones. */
export function rowsOf(value: unknown, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const add = (entry: Entry, level: number): void => {
    const size = sizeOf(entry);
    const isOpen = open.has(entry.id) && (size !== null || typeof entry.value === "string");
    const { id, path, key } = entry;
    rows.push({ id, path, key, level, value: entry.value, size, isOpen });
    if (isOpen) for (const child of childrenOf(entry)) add(child, level + 1);
  };
  add(root(value), 1);
  return rows;
}

/** What is open at first: level by level, as far as it stays short; and the way to each of `paths`. */
export function firstOpen(value: unknown, paths: readonly string[]): Set<string> {
  const open = new Set<string>();
  let rows = 1;
  let level: readonly Entry[] = [root(value)];
  while (level.length > 0) {
    const next: Entry[] = [];
    for (const entry of level) {
      const size = sizeOf(entry);
      if (size === null || size === 0 || rows + size > FIRST_ROWS) continue;
      rows += size;
      open.add(entry.id);
      next.push(...childrenOf(entry));
    }
    level = next;
  }
  for (const path of paths) for (const id of wayTo(value, path)) open.add(id);
  return open;
}

/** The ids of the rows above a path, and of the row itself. */
export function wayTo(value: unknown, path: string): string[] {
  const ids = [""];
  let at = "";
  let current = value;
  for (const step of parsePath(path) ?? []) {
    if (typeof step === "number" && Array.isArray(current) && current.length > MOST_CHILDREN) {
      ids.push(partId(at, Math.floor(step / PART) * PART));
    }
    at = joinPath(at, step);
    current =
      typeof step === "number"
        ? Array.isArray(current)
          ? (current[step] as unknown)
          : undefined
        : property(current, step);
    ids.push(at);
  }
  return ids;
}

function childrenOf({ path, value, range }: Entry): Entry[] {
  if (Array.isArray(value)) {
    if (range === undefined && value.length > MOST_CHILDREN) return partsOf(path, value);
    const [start, end] = range ?? [0, value.length];
    return value.slice(start, end).map((child: unknown, index) => {
      const at = joinPath(path, start + index);
      return { id: at, path: at, key: String(start + index), value: child };
    });
  }
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, child]) => {
    const at = joinPath(path, key);
    return { id: at, path: at, key, value: child };
  });
}

function partsOf(path: string, list: readonly unknown[]): Entry[] {
  return Array.from({ length: Math.ceil(list.length / PART) }, (_, index) => {
    const start = index * PART;
    const end = Math.min(start + PART, list.length);
    return {
      id: partId(path, start),
      path,
      key: `${start} … ${end - 1}`,
      value: list,
      range: [start, end],
    };
  });
}

function partId(path: string, start: number): string {
  return `${path}[${start}…]`;
}

function sizeOf({ value, range }: Entry): number | null {
  if (range !== undefined) return range[1] - range[0];
  if (Array.isArray(value))
    return value.length > MOST_CHILDREN ? Math.ceil(value.length / PART) : value.length;
  return isObject(value) ? Object.keys(value).length : null;
}
