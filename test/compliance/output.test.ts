// What a program writes is recorded as it is written, and the program cannot tell.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ProgramOutput, RunnerEnvelope } from "#src/protocol/runner-event.ts";

interface Run {
  readonly out: string;
  readonly error: string;
  readonly code: number;
  readonly recorded: readonly ProgramOutput[];
}

async function run(
  mode: string,
  record: boolean,
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const here = new URL(".", import.meta.url).pathname;
  const folder = mkdtempSync(join(tmpdir(), "ao-output-"));
  try {
    const preload = record ? ["--preload", join(here, "record-output.ts")] : [];
    const child = Bun.spawn({
      cmd: [process.execPath, ...preload, join(here, "scenarios/output.ts"), mode],
      env: {
        ...process.env,
        ...environment,
        ...(record ? { RECORDED: folder } : {}),
        NO_COLOR: "1",
      },
      stdout: "pipe",
      stderr: "pipe",
    });
    const [out, error] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    const code = await child.exited;
    return { out, error, code, recorded: record ? readOutputs(folder) : [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOutputs(folder: string): ProgramOutput[] {
  const lines = readFileSync(join(folder, "1-output.jsonl"), "utf8").trimEnd().split("\n");
  return lines.flatMap((line) => {
    const { event } = JSON.parse(line) as RunnerEnvelope;
    expect(event.type).toBe("output");
    return event.type === "output" ? [event] : [];
  });
}

function textOf(recorded: readonly ProgramOutput[], stream: ProgramOutput["stream"]): string {
  return recorded.flatMap((each) => (each.stream === stream ? [each.text] : [])).join("");
}

describe("a program whose output is recorded", () => {
  test.each(["faces", "text", "failures", "exit", "throw"])("cannot tell: %s", async (mode) => {
    const plain = await run(mode, false);
    const watched = await run(mode, true);
    expect(watched.out.split("\n")).toEqual(plain.out.split("\n"));
    expect(watched.error.split("\n")).toEqual(plain.error.split("\n"));
    expect(watched.code).toBe(plain.code);
  });

  test("is recorded word for word, whichever way it writes", async () => {
    const { out, error, recorded } = await run("text", true);
    expect(textOf(recorded, "stdout").split("\n")).toEqual(out.split("\n"));
    expect(textOf(recorded, "stderr").split("\n")).toEqual(error.split("\n"));
  });

  test.each([
    ["exit", "first\nsecond\nin a listener of exit\n"],
    ["throw", "first\nsecond\n"],
    ["kill", `first\n${Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join("")}`],
  ])("loses nothing of it: %s", async (mode, expected) => {
    const { recorded } = await run(mode, true);
    expect(textOf(recorded, "stdout")).toBe(expected);
  });

  test("is recorded up to a megabyte, in few events, and then it is said that there was more", async () => {
    const { out, recorded } = await run("many", true);
    const text = textOf(recorded, "stdout");
    expect(text).toHaveLength(1024 * 1024);
    expect(out.startsWith(text)).toBe(true);
    expect(recorded.at(-1)?.truncated).toBe(true);
    expect(recorded.filter((each) => each.truncated)).toHaveLength(1);
    // Some 100,000 lines.
    expect(recorded.length).toBeLessThan(10_000);
  });

  test("keeps its secrets to itself", async () => {
    const { out, recorded } = await run("text", true, { SOME_API_KEY: "error stream" });
    expect(out).toContain("stream");
    expect(textOf(recorded, "stderr")).not.toContain("error stream");
    expect(textOf(recorded, "stderr")).toContain("[secret removed]");
  });
});
