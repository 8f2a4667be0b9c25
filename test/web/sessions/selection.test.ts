import { expect, test } from "vitest";
import {
  extend,
  keepListed,
  NOTHING,
  type Selection,
  toggle,
} from "#src/web/sessions/selection.ts";

const ORDER = ["a", "b", "c", "d"];
const idsOf = ({ ids }: Selection): string => [...ids].sort().join("");

test("ticking twice leaves nothing ticked", () => {
  const once = toggle(NOTHING, "b");
  expect(idsOf(once)).toBe("b");
  expect(idsOf(toggle(once, "b"))).toBe("");
});

test("a range goes from the one ticked last, in both directions, and adds to what is ticked", () => {
  const start = toggle(toggle(NOTHING, "a"), "c");
  expect(idsOf(extend(start, "d", ORDER))).toBe("acd");
  expect(idsOf(extend(toggle(NOTHING, "c"), "a", ORDER))).toBe("abc");
});

test("a range without a start ticks the one, and starts there", () => {
  const first = extend(NOTHING, "b", ORDER);
  expect(idsOf(first)).toBe("b");
  expect(idsOf(extend(first, "d", ORDER))).toBe("bcd");
  expect(idsOf(extend({ ids: new Set(), anchor: "gone" }, "b", ORDER))).toBe("b");
});

test("what is not listed any more is not ticked", () => {
  const both = extend(toggle(NOTHING, "a"), "b", ORDER);
  expect(idsOf(keepListed(both, ["b"]))).toBe("b");
  expect(keepListed(both, ORDER)).toBe(both);
});
