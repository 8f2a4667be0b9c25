// What a key does in the tree, as in the practices for `role=tree`. Pure.
import { rowAfterKey } from "./row-keys.ts";
import type { TreeRow } from "./tree-rows.ts";

export type TreeMove =
  | { readonly kind: "move"; readonly index: number }
  | { readonly kind: "toggle"; readonly row: TreeRow };

/** Null where the key means nothing here; `index` is that of the active row, -1 for none. */
export function treeKey(key: string, index: number, rows: readonly TreeRow[]): TreeMove | null {
  const next = rowAfterKey(key, index, rows.length);
  if (next !== null) return { kind: "move", index: next };
  const row = rows[index];
  if (row?.kind !== "item") return null;
  const { isOpen, level } = row;
  if (key === "ArrowRight" && isOpen === true) return { kind: "move", index: index + 1 };
  if (key === "ArrowRight" && isOpen === false) return { kind: "toggle", row };
  if (key === "ArrowLeft" && isOpen === true) return { kind: "toggle", row };
  if (key === "ArrowLeft") {
    const above = rows.findLastIndex((one, at) => at < index && one.level < level);
    return above === -1 ? null : { kind: "move", index: above };
  }
  return (key === "Enter" || key === " ") && isOpen !== null ? { kind: "toggle", row } : null;
}
