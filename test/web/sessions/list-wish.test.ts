import { expect, test } from "vitest";
import {
  countFilters,
  EVERYTHING,
  readListWish,
  toFilter,
  writeListWish,
} from "#src/web/sessions/list-wish.ts";

test.each([
  null,
  "status:failed",
  "sort:cost",
  "status:running result:none kind:chat colour:#00ff00 sort:name",
  "colour:red",
])("%j is read and written as it was", (text) => {
  expect(writeListWish(readListWish(text))).toBe(text);
});

test.each([
  "",
  "status:",
  "status:odd",
  "sort:size",
  "colour:a b",
  "colour:url(x)",
  "x",
  ":",
  "a:b",
])("%j counts as nothing said", (text) => {
  expect(readListWish(text)).toEqual(EVERYTHING);
});

test("the server is asked only for what is not as it is anyway", () => {
  expect(toFilter(EVERYTHING)).toEqual({});
  const wish = readListWish("result:failed sort:tokens");
  expect(toFilter(wish)).toEqual({ result: "failed", sort: "tokens" });
  expect(countFilters(wish)).toBe(1);
});
