import { expect, test } from "vitest";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { type TreeItem, treeItems } from "#src/web/run/tree-items.ts";
import { treeKey } from "#src/web/run/tree-keys.ts";
import { treeRows } from "#src/web/run/tree-rows.ts";
import { edge, llm, outline, run, tool } from "#test/support/outline.ts";

/** `n1 (n2), sample-1, n3–n8`: items, with what hangs below them. */
function written(items: readonly TreeItem[]): string {
  const texts = items.map((item) => {
    if (item.kind === "run") return item.run.path;
    if (item.kind === "fold") {
      return `${item.children[0]?.call.id}–${item.children.at(-1)?.call.id}`;
    }
    return item.children.length === 0
      ? item.call.id
      : `${item.call.id} (${written(item.children)})`;
  });
  return texts.join(", ");
}
const subrun = (path: string, tenths: number): Run => ({
  ...run({ run_id: path, subrun_of: run().run_id, name: path, path }),
  started_at: llm(1, { at: tenths }).started_at,
});
const other = (number: number) => llm(number, { label: `about ${"abcdefghijkl"[number]}` });

test("tool calls hang below the call that asked for them, whoever else they have text from", () => {
  const nodes = [other(1), other(2), tool(3), tool(4), other(5)];
  const edges = [
    edge(2, 3, "transcript"),
    edge(1, 3, "content"),
    edge(1, 4, "content"),
    edge(3, 5, "transcript"),
  ];
  expect(written(treeItems(outline(nodes, edges), []))).toBe("n1 (n4), n2 (n3), n5");
});

test("subruns stand where they began", () => {
  const nodes = [other(1), other(3)];
  const subruns = [subrun("first", 0), subrun("between", 2), subrun("last", 9)];
  expect(written(treeItems(outline(nodes, []), subruns))).toBe("first, n1, between, n3, last");
});

test("six or more calls in a row that differ in numbers alone are one", () => {
  const alike = [1, 2, 3, 4, 5, 6].map((number) => llm(number));
  expect(written(treeItems(outline([...alike, other(7)], []), []))).toBe("n1–n6, n7");
  expect(written(treeItems(outline(alike.slice(1), []), []))).toBe("n2, n3, n4, n5, n6");
  // A call that others hang below stands for itself, and a subrun parts them.
  const split = treeItems(outline([...alike, tool(8)], [edge(3, 8, "transcript")]), []);
  expect(written(split)).toBe("n1, n2, n3 (n8), n4, n5, n6");
  expect(written(treeItems(outline(alike, []), [subrun("x", 3.5)]))).toContain("x");
});

test("rows are what is open, with their places; keys move between them as in any tree", () => {
  const top = run({ run_id: "top" });
  const inner = { ...subrun("inner", 9), run_id: "inner", subrun_of: "top" };
  const outlines = new Map<string, RunOutline>([
    ["top", outline([other(1), tool(2), other(3)], [edge(1, 2, "transcript")], { run_id: "top" })],
    ["inner", outline([other(1)], [], { run_id: "inner" })],
  ]);
  const rowsWith = (open: (item: TreeItem) => boolean) =>
    treeRows({
      run: top,
      itemsOf: ({ run_id }) => {
        const found = outlines.get(run_id);
        return found === undefined ? "Loading…" : treeItems(found, run_id === "top" ? [inner] : []);
      },
      isOpen: open,
    });
  const rows = rowsWith(() => true);
  expect(rows.map(({ key, level }) => `${level} ${key}`)).toEqual([
    "1 call top n1",
    "2 call top n2",
    "1 call top n3",
    "1 run inner",
    "2 call inner n1",
  ]);
  expect(rows[2]).toMatchObject({ position: 2, siblings: 3, isOpen: null });
  expect(treeKey("ArrowDown", 0, rows)).toEqual({ kind: "move", index: 1 });
  expect(treeKey("ArrowLeft", 4, rows)).toEqual({ kind: "move", index: 3 });
  expect(treeKey("ArrowLeft", 0, rows)).toMatchObject({
    kind: "toggle",
    row: { key: "call top n1" },
  });
  expect(treeKey("ArrowRight", 3, rows)).toEqual({ kind: "move", index: 4 });
  expect(treeKey("ArrowRight", 2, rows)).toBeNull();
  expect(treeKey("End", 0, rows)).toEqual({ kind: "move", index: 4 });

  const closed = rowsWith(() => false);
  expect(closed.map(({ key }) => key)).toEqual(["call top n1", "call top n3", "run inner"]);
  expect(treeKey("ArrowRight", 2, closed)).toMatchObject({ kind: "toggle" });
  outlines.delete("inner");
  expect(rowsWith(() => true).at(-1)).toMatchObject({ kind: "note", text: "Loading…", level: 2 });
});

test("ten thousand calls are put in order within a moment", () => {
  const nodes = Array.from({ length: 10_000 }, (_, index) => other((index % 10) + 1)).map(
    (node, index) => ({ ...node, id: `n${index + 1}` }),
  );
  const edges = nodes.slice(1).map((_, index) => edge(index + 1, index + 2));
  const start = performance.now();
  const items = treeItems(outline(nodes, edges), []);
  expect(performance.now() - start).toBeLessThan(1000);
  expect(items.length).toBeGreaterThan(100);
});
