import { Type } from "@sinclair/typebox";
import { expect, test } from "vitest";
import { COLOURS, RunPatch } from "#src/protocol/session.ts";
import { expectedValue } from "#src/server/expected-value.ts";

const { label, note, result, colour } = RunPatch.properties;

test.each([
  [result, '"satisfactory", "failed" or null'],
  [label, "a string of at most 200 characters or null"],
  [note, "a string of at most 100,000 characters or null"],
  [colour, `${COLOURS.map((name) => `"${name}"`).join(", ")}, #rrggbb or null`],
  [
    Type.Union([Type.Boolean(), Type.String({ pattern: "^[a-z]+$" })]),
    "true or false or a string like ^[a-z]+$",
  ],
  [Type.Union([Type.Integer(), Type.Object({})]), "an integer or an object"],
  [Type.Number(), "a number"],
  [Type.Unknown(), null],
  [undefined, null],
])("%# in words", (schema, words) => {
  expect(expectedValue(schema)).toBe(words);
});
