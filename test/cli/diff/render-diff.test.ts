import { describe, expect, test } from "vitest";
import { renderDiff } from "#src/cli/diff/render-diff.ts";
import { createPaint } from "#src/cli/style.ts";
import type { AlignedCall, JsonChange, RunDiff } from "#src/protocol/diff.ts";
import { jsonChanges } from "#src/runs/diff/json-changes.ts";
import { llm, run } from "#test/support/outline.ts";

const noDeltas = {
  tokens: { input: 0, output: 0, cached: 0 },
  cost_usd: null,
  duration_ms: null,
};

function changed(id: number, changes: Partial<AlignedCall> = {}): AlignedCall {
  return {
    state: "changed",
    subrun: null,
    a: llm(id),
    b: llm(id),
    input: [],
    output: [],
    deltas: noDeltas,
    ...changes,
  };
}

function diffOf(calls: readonly AlignedCall[], stdout: JsonChange[] = []): RunDiff {
  const count = (state: string): number => calls.filter((call) => call.state === state).length;
  return {
    a: run({ run_id: "raaaaaaaaaaa" }),
    b: run({ run_id: "rbbbbbbbbbbb" }),
    control: null,
    calls: [...calls],
    counts: {
      same: count("same"),
      changed: count("changed"),
      only_a: count("only-a"),
      only_b: count("only-b"),
    },
    deltas: noDeltas,
    program_output: { stdout, stderr: [], truncated: { a: false, b: false } },
  };
}

function draw(diff: RunDiff, options: Partial<Parameters<typeof renderDiff>[1]> = {}): string {
  const lines = renderDiff(diff, {
    paint: createPaint(false),
    width: 80,
    context: 3,
    onlyDifferences: false,
    ...options,
  });
  return lines.join("\n");
}

const long = "word ".repeat(40);

const values = (from: number) => Array.from({ length: 80 }, (_, index) => `v${from + index}`);

/** The lines of one changed text. */
const body = (old: string, now: string, options: Parameters<typeof draw>[1] = {}): string[] =>
  draw(diffOf([changed(1, { output: jsonChanges(old, now) })]), { width: 60, ...options })
    .split("\n")
    .filter((line) => line.startsWith("      "))
    .map((line) => line.slice(6));

const url = (letter: string) => `data:image/png;base64,${letter.repeat(3000)}`;

describe("renderDiff()", () => {
  test("marks each call, shows words around a change, folds the rest, and sums up", () => {
    const calls = [
      changed(1, { state: "same", b: llm(1, { source: "cache" }) }),
      changed(2, {
        b: llm(2, { edited: "output" }),
        output: jsonChanges(
          { choices: [{ text: `${long}red ${long}end` }] },
          { choices: [{ text: `${long}brown ${long}end` }] },
        ),
      }),
      changed(3, {
        b: llm(4),
        subrun: "sample-1",
        cause: "variation",
        input: jsonChanges({ a: 1, gone: true }, { a: [1, 2], come: "x" }),
        deltas: {
          tokens: { input: 12, output: -3, cached: 0 },
          cost_usd: -0.0012,
          duration_ms: 1200,
        },
      }),
      changed(5, { state: "only-a", b: null, deltas: null, cause: "unknown" }),
      changed(6, { state: "only-b", a: null, deltas: null }),
      changed(7, {
        b: llm(7, { status: "error", error: { message: "no\nway", status: 500, code: null } }),
        cause: "edit",
      }),
    ];
    const wrote = jsonChanges(["a", "Lisbon is far"], ["a", "Porto is far", "more"]);
    expect(draw(diffOf(calls, wrote))).toMatchInlineSnapshot(`
      "- a  raaaaaaaaaaa · finished · 4.20 s · 0 calls
      + b  rbbbbbbbbbbb · finished · 4.20 s · 0 calls

      = n1         step 1  cached
      ~ n2         step 2  edited output
          output choices[0].text
            … word word word [-red-]{+brown+} word word …
      ~ n3→n4      step 4  in sample-1 · varies by itself · +12 tokens in, -3 out · -$0.0012 · +1.20 s
          input a
            - 1
            + [1,2]
          input gone
            - true
          input come
            + x
      - n5         step 5  not answered in the control
      + n6         step 6
      ~ n7         step 7  because of the edit
          status  ok → error: no way

      The program's stdout
          line 2
            [-Lisbon-]{+Porto+} is far
          line 3
            + more

      1 same · 3 changed · 1 only in a · 1 only in b · the program wrote something else"
    `);
  });

  test("leaves out what is the same where only differences are wanted", () => {
    const calls = [changed(1, { state: "same" }), changed(2, { state: "only-b", a: null })];
    const text = draw(diffOf(calls), { onlyDifferences: true });
    expect(text).not.toContain("step 1");
    expect(text).toContain("step 2");
    expect(text).toContain("1 same");
  });

  test("lists no more changes than anybody reads, and says how many there are", () => {
    const text = draw(diffOf([changed(1, { output: jsonChanges(values(0), values(500)) })]));
    expect(text).toContain("… and 30 more; --json has them all");
  });

  test("never hands what a model wrote to the terminal as it is", () => {
    const output = jsonChanges("plain text here", "plain \u001B[2J here");
    expect(draw(diffOf([changed(1, { output })]))).not.toContain("\u001B");
  });

  test("keeps to the width, coloured or not", () => {
    const output = jsonChanges(`start ${"ü".repeat(300)} end`, `start ${"é".repeat(300)} end`);
    for (const paint of [createPaint(false), createPaint(true)]) {
      const lines = draw(diffOf([changed(1, { output })]), { paint, width: 60 }).split("\n");
      const calls = lines.filter((line) => line.startsWith("    "));
      expect(Math.max(...calls.map((line) => Bun.stringWidth(line)))).toBeLessThanOrEqual(60);
    }
  });

  test.each([
    ["the end of a line", "one\r\ntwo", "one\ntwo", ["one[-␍⏎-]{+⏎+}", "two"]],
    ["a last line feed", "one\n", "one", ["one[-⏎-]"]],
    ["a line feed that came", "one two", "one\ntwo", ["one[- -]{+⏎+}", "two"]],
    ["a tab", "one\ttwo", "one two", ["one[-␉-]{+ +}two"]],
    ["a null", "one two", "one two\u0000", ["one two{+␀+}"]],
    ["what has no width", "one two", "one \u200btwo", ["one {+<U+200B>+}two"]],
    ["a space that does not break", "one two", "one\u00a0two", ["one[- -]{+<U+00A0>+}two"]],
    ["nothing else", "a", "\u200b", ["- a", "+ <U+200B>"]],
  ])("shows changes that cannot be seen: %s", (_name, old, now, expected) => {
    expect(body(old, now)).toEqual(expected);
  });

  test("shows a coloured blank", () => {
    const lines = body("one two", "one  two", { paint: createPaint(true) });
    expect(Bun.stripANSI(lines.join("\n"))).toBe("one ␣two");
  });

  test("never prints encoded data, but how much they are", () => {
    expect(body(url("A"), url("B"))).toEqual([
      "data:image/png;base64,[-(2.2 KB of base64)-]{+(2.2 KB",
      "of base64)+}",
    ]);
    expect(body(`see ${url("A")} now`, `see ${url("A")} then`)).toEqual([
      "see data:image/png;base64,(2.2 KB) [-now-]{+then+}",
    ]);
    expect(body("C".repeat(4000), "D".repeat(400))).toEqual([
      "- (2.9 KB of base64)",
      "+ (300 bytes of base64)",
    ]);
  });

  test("says whose output is not compared to its end", () => {
    const diff = diffOf([]);
    const truncated = { a: true, b: true };
    const text = draw({ ...diff, program_output: { ...diff.program_output, truncated } });
    expect(text).toContain("Of what a and b wrote the end was not kept, and is not compared");
  });
});
