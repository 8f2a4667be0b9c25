// A program cannot tell by anything it can observe that it is recorded, nor that it is run again.
import { afterAll, describe, expect, test } from "vitest";
import { BUN, Installation, run } from "#test/support/run-ao.ts";

const scenarios = new URL("../compliance/scenarios", import.meta.url).pathname;
const installation = new Installation();

afterAll(() => installation[Symbol.asyncDispose]());

describe("what a program can reach", () => {
  test("is the same to the last descriptor", async () => {
    const options = { cwd: scenarios, environment: installation.environment };
    const plain = await run([BUN, "run", "surfaces.ts"], options);
    const recorded = await installation.record(["surfaces.ts"], options);
    expect(plain.exitCode).toBe(0);
    const before = plain.stdout.split("\n");
    expect(before.length).toBeGreaterThan(20_000);
    const known = new Set(before);
    const after = recorded.stdout.split("\n");
    // Of tens of thousands of lines, the ones that differ.
    expect(after.filter((line) => !known.has(line))).toEqual([]);
    expect(after.length).toBe(before.length);
    expect(recorded.stderr).toBe(plain.stderr);
  }, 60_000);
});

describe("what a program does", () => {
  test.each([
    { name: "printing what has a way of its own to be printed", words: ["printed.ts"] },
    { name: "errors of native functions, with their stacks", words: ["refused.ts"] },
  ])(
    "is the same: $name",
    async ({ words }) => {
      const options = {
        cwd: scenarios,
        environment: { ...installation.environment, NO_COLOR: "1" },
      };
      const plain = await run([BUN, "run", ...words], options);
      const recorded = await installation.record(words, options);
      const again = await installation.rerun([recorded.report.session_id], options);
      for (const { stdout, stderr, exitCode } of [recorded, again]) {
        expect(stdout.split("\n")).toEqual(plain.stdout.split("\n"));
        expect(stderr.split("\n")).toEqual(plain.stderr.split("\n"));
        expect(exitCode).toBe(plain.exitCode);
      }
    },
    60_000,
  );
});
