// The rows of the tree that are to be seen, given what is open. Pure.
import type { Run } from "#src/protocol/session.ts";
import type { TreeItem } from "./tree-items.ts";

export type TreeRow = TreeItemRow | TreeNoteRow;

interface TreeItemRow {
  readonly kind: "item";
  readonly key: string;
  readonly item: TreeItem;
  /** The run that the item is in. */
  readonly run: Run;
  /** From 1. */
  readonly level: number;
  /** Null for what has nothing inside. */
  readonly isOpen: boolean | null;
  /** Among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** Words where the calls of an open subrun would be. */
interface TreeNoteRow {
  readonly kind: "note";
  readonly key: string;
  readonly level: number;
  readonly text: string;
}

interface Wish {
  readonly run: Run;
  /** What a run holds; a text where it cannot be told. */
  readonly itemsOf: (run: Run) => readonly TreeItem[] | string;
  readonly isOpen: (item: TreeItem) => boolean;
}

export function treeRows({ run, itemsOf, isOpen }: Wish): TreeRow[] {
  const rows: TreeRow[] = [];
  const addRun = (holder: Run, level: number): void => {
    const items = itemsOf(holder);
    if (typeof items !== "string") return add(items, holder, level);
    rows.push({ kind: "note", key: `note ${holder.run_id}`, level, text: items });
  };
  const add = (items: readonly TreeItem[], holder: Run, level: number): void => {
    items.forEach((item, index) => {
      const hasInside = item.kind === "run" || item.children.length > 0;
      const open = hasInside ? isOpen(item) : null;
      const place = { level, position: index + 1, siblings: items.length };
      rows.push({ kind: "item", key: item.key, item, run: holder, isOpen: open, ...place });
      if (open !== true) return;
      if (item.kind === "run") addRun(item.run, level + 1);
      else add(item.children, holder, level + 1);
    });
  };
  addRun(run, 1);
  return rows;
}
