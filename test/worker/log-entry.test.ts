import { expect, test } from "vitest";
import { entryJson } from "#src/worker/log-entry.ts";

const cycle: Record<string, unknown> = { name: "a" };
cycle["self"] = cycle;
cycle["inside"] = [new Map([["back", cycle]])];
const twice = { once: 1 };

const CASES: readonly (readonly [string, unknown, unknown])[] = [
  ["a text", "text", "text"],
  [
    "what JSON can say",
    { a: [1, null, true], at: new Date(0) },
    { a: [1, null, true], at: "1970-01-01T00:00:00.000Z" },
  ],
  ["an error", new TypeError("boom"), { name: "TypeError", message: "boom" }],
  [
    "an error in a value, with its cause and what it carries",
    { failed: Object.assign(new Error("outer", { cause: new Error("inner") }), { code: 7 }) },
    {
      failed: {
        name: "Error",
        message: "outer",
        cause: { name: "Error", message: "inner" },
        code: 7,
      },
    },
  ],
  [
    "several errors",
    new AggregateError([new Error("one")], "all"),
    { name: "AggregateError", message: "all", errors: [{ name: "Error", message: "one" }] },
  ],
  [
    "an error that says how it is written",
    Object.assign(new Error("x"), { toJSON: () => "own" }),
    "own",
  ],
  ["a map and a set", [new Map([["a", new Set([1, 2])]])], [[["a", [1, 2]]]]],
  ["a large number", { n: 12n }, { n: "12" }],
  ["a cycle", cycle, { name: "a", self: "[circular]", inside: [[["back", "[circular]"]]] }],
  ["what stands in two places", [twice, { twice }], [{ once: 1 }, { twice: { once: 1 } }]],
];

test.each(CASES)("%s is kept", (_, entry, shown) => {
  expect(JSON.parse(entryJson(entry) ?? "null")).toEqual(shown);
});

test.each([undefined, Symbol("x"), () => 1])("%o is no value of JSON", (entry) => {
  expect(entryJson(entry)).toBeUndefined();
});
