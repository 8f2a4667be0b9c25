import { expect, test } from "vitest";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { createCallCounter, nameOfCall } from "#src/record/call-counter.ts";
import { callEnd, callStart } from "#test/runs/recorded-run.ts";

const node = { run_id: "r22222222222", node_id: "n1" };
const start = callStart("1", "{}");
const refused = { outcome: "error", error: { name: "NotSent", message: "", code: null } } as const;
const lines: readonly [what: string, events: readonly Partial<RunnerEvent>[], counted: object][] = [
  ["a call that went out", [start, callEnd("1", "{}")], { live: 1 }],
  ["a call that never ended", [start], { live: 1 }],
  ["a served one", [{ type: "call-served" }], { cache: 1 }],
  [
    "one from the cache that was written in full",
    [start, callEnd("1", "{}", { source: "cache", reason: 'as "n1"', served_from: node })],
    { cache: 1 },
  ],
  [
    "an edited output",
    [start, callEnd("1", "{}", { source: "edited", served_from: node, edited: "output" })],
    { edited: 1 },
  ],
  [
    "an edited input that went out",
    [start, callEnd("1", "{}", { served_from: node, edited: "input" })],
    { edited: 1 },
  ],
  [
    "one whose body speaks of another source",
    [start, callEnd("1", ',"source":"cache","reason":null,"edited":"input"}}')],
    { live: 1 },
  ],
  ["one that was refused", [start, callEnd("1", "{}", refused)], { refused: 1 }],
  [
    "an edited input that was refused",
    [start, callEnd("1", "{}", { ...refused, served_from: node, edited: "input" })],
    { refused: 1 },
  ],
  [
    "one whose body speaks of a refusal",
    [start, callEnd("1", ',"error":{"name":"NotSent",')],
    { live: 1 },
  ],
  ["what is no call", [{ type: "runner-log", level: "info", message: "call-served" }], {}],
];

test.each(lines)("counts %s", (_, events, counted) => {
  const counter = createCallCounter();
  for (const [index, event] of events.entries()) {
    counter.add(JSON.stringify({ seq: index + 1, event }));
  }
  expect(counter.total).toEqual({ live: 0, cache: 0, edited: 0, refused: 0, ...counted });
});

test("the recorded calls whose edits were used", () => {
  const counter = createCallCounter();
  const ends = [
    callEnd("1", "{}", { source: "edited", served_from: node, edited: "output" }),
    callEnd("2", "{}", { source: "cache", served_from: { ...node, node_id: "n2" }, edited: null }),
    callEnd("3", "{}", { served_from: { ...node, node_id: "n3" }, edited: "input" }),
  ];
  for (const [seq, event] of ends.entries()) counter.add(JSON.stringify({ seq, event }));
  expect([...counter.usedEdits]).toEqual(
    ["n1", "n3"].map((node_id) => nameOfCall({ ...node, node_id })),
  );
});
