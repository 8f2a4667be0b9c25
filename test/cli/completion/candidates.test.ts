import { describe, expect, test } from "vitest";
import { type NameSource, complete } from "#src/cli/completion/candidates.ts";
import { COMMANDS } from "#src/cli/program.ts";

const names: NameSource = {
  sessions: async () =>
    ["last", "billing", "k3xh2p9fm4wz"].map((value) => ({ value, meaning: "" })),
  runs: async (session) => [{ value: `run-of-${session}`, meaning: "" }],
  nodes: async (session) => [{ value: `n1-of-${session}`, meaning: "" }],
};

/** The candidates for a line; the cursor is at its end. */
async function offered(line: string): Promise<string> {
  const { candidates, files } = await complete(line.split(" "), COMMANDS, names);
  return [...candidates.map(({ value }) => value), ...(files ? ["<files>"] : [])].join(" ");
}

describe("complete()", () => {
  test.each([
    ["gr", "graph"],
    ["r", "record rerun runs result rm"],
    ["__", ""],
    ["nothing ", ""],
    ["help gr", "graph"],
    ["graph ", "last billing k3xh2p9fm4wz"],
    ["graph b", "billing"],
    ["graph --m", "--mermaid"],
    ["graph billing --run ", "run-of-billing"],
    ["graph billing --run=", "--run=run-of-billing"],
    ["graph billing --json --", "--run --json --wait --timeout --mermaid --dot --help"],
    ["sessions --kind ", "record repl chat team"],
    ["sessions --kind=re", "--kind=record --kind=repl"],
    ["sessions --limit ", ""],
    ["result last ", "satisfactory failed clear"],
    ["completions ", "bash zsh fish"],
    ["config ", "list get set unset"],
    ["config get po", "port"],
    ["rm billing ", "last billing k3xh2p9fm4wz"],
    ["note last ", "<files>"],
    ["record ", "<files>"],
    ["record --name ", ""],
    ["record --no", "--no-rewrite"],
    ["record agent.ts --na", "<files>"],
    ["graph -- --", ""],
    ["node billing ", "n1-of-billing"],
    ["node billing n1 --r", "--run"],
  ])("ao %s", async (line, candidates) => {
    expect(await offered(line)).toBe(candidates);
  });

  test("offers all commands and nothing hidden", async () => {
    const words = (await offered("")).split(" ");
    expect(words).toEqual(expect.arrayContaining(["record", "server", "completions", "--help"]));
    expect(words).not.toContain("__complete");
  });
});
