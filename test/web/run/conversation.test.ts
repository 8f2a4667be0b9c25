import { expect, test } from "vitest";
import type { PlainMessage } from "#src/protocol/http-api.ts";
import { conversation } from "#src/web/run/conversation.ts";
import { groupMessages } from "#src/web/run/new-messages.ts";
import { edge, llm, outline, tool } from "#test/support/outline.ts";

const says = (role: PlainMessage["role"], text: string): PlainMessage => ({
  role,
  parts: [{ kind: "text", name: null, text }],
});
const answers = (text: string): PlainMessage => ({
  role: "tool",
  parts: [{ kind: "result", name: "search", text }],
});

test("conversation() puts tools with the call that asked, and tells what each call continues", () => {
  const nodes = [llm(1), llm(2), tool(3), llm(4), llm(5), tool(6)];
  const edges = [
    edge(1, 3, "transcript"),
    edge(1, 4, "transcript"),
    edge(3, 4, "transcript"),
    edge(1, 5, "transcript"),
    edge(4, 5, "transcript"),
    edge(2, 5, "content"),
  ];
  const turns = conversation(outline(nodes, edges));
  expect(
    turns.map(({ call, tools, after, hasKnownResults }) => [
      call.id,
      tools.map(({ id }) => id),
      after,
      hasKnownResults,
    ]),
  ).toEqual([
    ["n1", ["n3"], [], false],
    ["n2", [], ["n1"], false],
    ["n4", [], ["n1", "n2"], true],
    ["n5", [], ["n4"], false],
    ["n6", [], [], false],
  ]);
});

test("groupMessages() folds what an earlier call has shown, and what tools answered", () => {
  const before = [
    {
      input: [says("system", "Be short"), says("user", "Hello")],
      output: [says("assistant", "Hi")],
    },
  ];
  const input = [
    says("system", "Be short"),
    says("user", "Hello"),
    says("assistant", "Hi"),
    answers("42"),
    says("user", "And now?"),
    says("assistant", "Ho"),
  ];
  const shape = (hasKnownResults: boolean) =>
    groupMessages({ input, before, hasKnownResults }).map(({ isKnown, messages }) => [
      isKnown,
      messages.length,
    ]);
  expect(shape(true)).toEqual([
    [true, 4],
    [false, 2],
  ]);
  expect(shape(false)).toEqual([
    [true, 3],
    [false, 3],
  ]);
});

test("groupMessages() takes no message for another of the same length or role", () => {
  const before = [{ input: [says("user", "one")], output: [] }];
  const isKnown = (message: PlainMessage) =>
    groupMessages({ input: [message], before, hasKnownResults: false })[0]?.isKnown;
  expect(isKnown(says("user", "one"))).toBe(true);
  expect(isKnown(says("user", "two"))).toBe(false);
  expect(isKnown(says("system", "one"))).toBe(false);
});
