import { describe, expect, test } from "vitest";
import { decodeBody } from "#src/providers/decode-body.ts";
import type { Operation } from "#src/providers/operation.ts";
import { readOutput } from "#src/providers/read-output.ts";
import { operations } from "#src/providers/registry.ts";
import {
  expectEditable,
  expectTotal,
  operationOf,
  output,
  requestBody,
} from "#test/contracts/provider-contract.ts";
import { loadFixture, loadFixtures } from "./load-fixtures.ts";

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SEED = Number(process.env["AO_TEST_SEED"] ?? 20_261_120);
const KEYS = [
  "id",
  "type",
  "role",
  "content",
  "parts",
  "text",
  "messages",
  "choices",
  "message",
  "tool_calls",
  "function",
  "arguments",
  "input",
  "output",
  "index",
  "delta",
  "error",
  "usage",
  "candidates",
  "item",
  "response",
  "output_index",
  "data",
  "source",
  "__proto__",
  "constructor",
  "a b",
];
const junk = (random: (below: number) => number, depth: number): unknown => {
  const leaves = [
    null,
    true,
    0,
    -1,
    1e9,
    1.5,
    "",
    "text",
    "tool_use",
    "\ud800",
    "{",
    '{"a":1}',
    "data:,x",
    "data:image/png;base64,AAAA",
  ];
  const pick = random(depth > 4 ? 1 : 4);
  if (pick === 0) return leaves[random(leaves.length)];
  if (pick === 1) return Array.from({ length: random(4) }, () => junk(random, depth + 1));
  const entries = Array.from({ length: random(5) }, () => [
    KEYS[random(KEYS.length)],
    junk(random, depth + 1),
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)));
};

/** A copy of a real body with some of its places replaced by junk. */
function mutate(value: unknown, random: (below: number) => number): unknown {
  if (random(12) === 0) return junk(random, 3);
  if (Array.isArray(value)) return value.map((member) => mutate(member, random));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mutate(member, random)]),
  );
}

const each = (check: (operation: Operation) => void): void => operations.forEach(check);

describe(`whatever comes (seed ${SEED})`, () => {
  test.each([
    [undefined],
    [null],
    ["text"],
    [7],
    [[]],
    [[[], {}, null]],
    [{}],
    [{ messages: {}, choices: "x", content: 7, output: null, candidates: [null] }],
    [{ messages: [null, 7, "x", [], { content: [null, 7, { type: "text" }] }] }],
  ])("%j is read by every operation", (body) => {
    each((operation) => expectTotal(operation, body));
    each((operation) => expectEditable(operation, body));
  });

  test("junk is read by every operation, with exact paths", () => {
    const random = createRandom(SEED);
    for (let n = 0; n < 400; n++) {
      const body = junk(random, 0);
      each((operation) => expectTotal(operation, body));
      each((operation) => expectEditable(operation, body));
    }
  });

  test("real bodies with junk in them are read by every operation", () => {
    const random = createRandom(SEED + 1);
    for (const fixture of loadFixtures()) {
      for (const body of [requestBody(fixture), output(fixture)]) {
        for (let n = 0; n < 4; n++) {
          const mutant = mutate(body, random);
          each((operation) => expectTotal(operation, mutant));
          expectEditable(operationOf(fixture), mutant);
        }
      }
    }
  });

  test("a body nested 100,000 deep is read by every operation", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    each((operation) => expectTotal(operation, { messages: deep, content: deep, output: deep }));
    for (const name of ["openai-chat/text", "anthropic/text"]) {
      const fixture = loadFixture(name);
      expectEditable(operationOf(fixture), { ...Object(output(fixture)), deep });
    }
  });

  test("streams with bytes flipped, doubled and dropped are assembled by every operation", () => {
    const random = createRandom(SEED + 2);
    for (const fixture of loadFixtures().filter(({ name }) => name.endsWith("-stream"))) {
      for (let n = 0; n < 6; n++) {
        const bytes = [...fixture.response];
        for (let change = 0; change < 5; change++) {
          const at = random(bytes.length);
          const kinds = [
            () => bytes.splice(at, 1),
            () => (bytes[at] = random(256)),
            () => bytes.splice(at, 0, ...bytes.slice(at, at + 40)),
          ];
          kinds[random(kinds.length)]?.();
        }
        const headers = {
          contentType: fixture.response_headers["content-type"] ?? null,
          contentEncoding: null,
        };
        const damaged = new Uint8Array(bytes);
        decodeBody(damaged, headers);
        each((operation) => expectTotal(operation, readOutput(operation, damaged, headers)));
      }
    }
    expect.hasAssertions();
  });
});
