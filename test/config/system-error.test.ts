import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeSystemError } from "#src/config/system-error.ts";

const thrownBy = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
};

test.each([
  [() => readFileSync("/nowhere/it's, a 'file'"), "no such file or directory"],
  [() => writeFileSync("/tmp", ""), "illegal operation on a directory"],
  [() => mkdirSync("/dev/null/x"), "not a directory"],
  [() => mkdirSync("/tmp"), "file already exists"],
])("of a system error the reason is left (%#)", (action, reason) => {
  expect(describeSystemError(thrownBy(action))).toBe(reason);
});

test.each([new Error("anything: at all"), new Error(""), "text"])(
  "what is none stays as it is (%#)",
  (thrown) => {
    const message = thrown instanceof Error ? thrown.message || "Error" : thrown;
    expect(describeSystemError(thrown)).toBe(message);
  },
);
