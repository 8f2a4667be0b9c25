// What the arrow keys do in a tree, as https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ has it. Pure.
import type { Row } from "./json-rows.ts";

export type TreeMove =
  | { readonly kind: "go"; readonly id: string }
  | { readonly kind: "toggle"; readonly isOpen: boolean };

const PAGE = 15;

/** Null for a key that is none of the tree's, or changes nothing. */
export function moveInTree(key: string, rows: readonly Row[], at: number): TreeMove | null {
  const row = rows[at];
  if (row === undefined) return null;
  const go = (index: number): TreeMove | null => {
    const target = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    return target === undefined ? null : { kind: "go", id: target.id };
  };
  const canOpen = row.size !== null || typeof row.value === "string";
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + PAGE);
    case "PageUp":
      return go(at - PAGE);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      if (!row.isOpen) return canOpen ? { kind: "toggle", isOpen: true } : null;
      return (rows[at + 1]?.level ?? 0) > row.level ? go(at + 1) : null;
    case "ArrowLeft":
      if (row.isOpen) return { kind: "toggle", isOpen: false };
      return go(rows.findLastIndex(({ level }, index) => index < at && level < row.level));
    case "Enter":
    case " ":
      return canOpen ? { kind: "toggle", isOpen: !row.isOpen } : null;
    default:
      return null;
  }
}
