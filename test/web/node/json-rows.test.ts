// The rows of the JSON tree, and what its keys do.
import { describe, expect, test } from "vitest";
import { firstOpen, rowsOf, wayTo } from "#src/web/node/json-rows.ts";
import { moveInTree } from "#src/web/node/tree-keys.ts";

const body = { model: "m", messages: [{ role: "user", content: "Hello" }], empty: {} };

describe("rowsOf()", () => {
  test("has the children of open rows alone", () => {
    expect(rowsOf(body, new Set([""])).map(({ path }) => path)).toEqual([
      "",
      "model",
      "messages",
      "empty",
    ]);
    const open = new Set(["", "messages", "messages[0]"]);
    expect(rowsOf(body, open).map(({ path, level }) => `${level} ${path}`)).toEqual([
      "1 ",
      "2 model",
      "2 messages",
      "3 messages[0]",
      "4 messages[0].role",
      "4 messages[0].content",
      "2 empty",
    ]);
  });

  test("shows long lists in parts", () => {
    const rows = rowsOf(Array.from({ length: 1050 }), new Set(["", "[1000…]"]));
    expect(rows[1]?.key).toBe("0 … 99");
    expect(rows[11]?.key).toBe("1000 … 1049");
    expect(rows[12]).toMatchObject({ path: "[1000]", level: 3 });
    expect(rows).toHaveLength(1 + 11 + 50);
  });
});

test("firstOpen() opens level by level, and the way to what is marked", () => {
  expect(firstOpen(body, [])).toEqual(new Set(["", "messages", "messages[0]"]));
  const long = { list: Array.from({ length: 250 }, () => ({ a: { b: 1 } })) };
  expect(firstOpen(long, [])).toEqual(new Set([""]));
  expect(firstOpen(long, ["list[3].a.b"]).has("list[3].a")).toBe(true);
});

test("wayTo() goes through the parts of a long list", () => {
  const long = { list: Array.from({ length: 900 }, () => ({ a: 1 })) };
  expect(wayTo(long, "list[512].a")).toEqual([
    "",
    "list",
    "list[500…]",
    "list[512]",
    "list[512].a",
  ]);
});

describe("moveInTree()", () => {
  const rows = rowsOf(body, new Set(["", "messages"]));
  const at = (path: string) => rows.findIndex((row) => row.path === path);

  test("goes up, down, to both ends", () => {
    expect(moveInTree("ArrowDown", rows, 0)).toEqual({ kind: "go", id: "model" });
    expect(moveInTree("ArrowUp", rows, 0)).toEqual({ kind: "go", id: "" });
    expect(moveInTree("End", rows, 0)).toEqual({ kind: "go", id: "empty" });
  });

  test("opens and goes in, closes and goes out", () => {
    expect(moveInTree("ArrowRight", rows, at("messages[0]"))).toEqual({
      kind: "toggle",
      isOpen: true,
    });
    expect(moveInTree("ArrowRight", rows, at("messages"))).toEqual({
      kind: "go",
      id: "messages[0]",
    });
    expect(moveInTree("ArrowLeft", rows, at("messages[0]"))).toEqual({
      kind: "go",
      id: "messages",
    });
    expect(moveInTree("ArrowLeft", rows, at("messages"))).toEqual({
      kind: "toggle",
      isOpen: false,
    });
  });

  test("leaves other keys to the page", () => {
    expect(moveInTree("j", rows, 0)).toBeNull();
  });
});
