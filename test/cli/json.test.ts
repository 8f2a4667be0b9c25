// What scripts rely on: every command has --json, and what it then prints is JSON, one document or one
// per line; what goes wrong is one line on stderr. A new command must be added here.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandEntry, isGroup } from "#src/cli/command.ts";
import { optionNames } from "#src/cli/argument-definitions.ts";
import { COMMANDS } from "#src/cli/program.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { createSourceInstallation } from "#test/support/source-installation.ts";

const programs = new URL("../fixtures/programs/", import.meta.url).pathname;
const installation = createSourceInstallation();
const inFolder = (name: string): string => join(installation.folder, name);

/** What to type, in the order in which it is run, and what is in the document. */
const LINES: readonly (readonly [string, ...string[]])[] = [
  ["sessions", "sessions", "next_cursor"],
  ["sessions --search hinges", "sessions"],
  ["search hinges", "hits", "complete"],
  ["runs chain", "runs"],
  ["graph chain", "nodes", "edges", "run_id"],
  ["node chain n2", "id", "input", "output", "edges_in"],
  ["node chain n2 --input", "model", "messages"],
  ["node chain n2 --output", "choices"],
  ["node chain n2 --key content$", "output.choices[0].message.content"],
  ["output chain"],
  ["log chain"],
  ["name chain links", "session_id", "name"],
  ["label links good --colour red", "run_id", "label", "colour"],
  ["note links fine", "run_id", "note"],
  ["result links satisfactory", "run_id", "result"],
  ["edit links n1 --text x", "run_id"],
  ["rerun links --dry", "calls", "live"],
  ["edit links n1 --revert"],
  ["diff links 1 1"],
  [`test --freeze links --out ${inFolder("links.aotest.jsonl")}`, "file", "calls", "unanswered"],
  [`export links --html --out ${inFolder("links.html")}`, "file", "calls", "size_bytes"],
  ["open links --no-browser", "url"],
  ["config list"],
  ["config get port"],
  ["config set idle_timeout 60"],
  ["config unset idle_timeout"],
  ["token", "token"],
  ["doctor", "checks", "healthy"],
  ["skill show", "text"],
  [`skill install ${installation.folder}`, "file", "outcome"],
  [`types ${installation.folder}`],
  ["completions bash"],
  ["server status", "running"],
  ["server logs -n 3"],
  ["server rewrite-logs"],
  ["server git-logs"],
  ["server clear-logs", "cleared"],
  ["rm links --run 1", "deleted"],
  ["rm links", "deleted"],
  ["server clear --yes", "deleted"],
  ["server start", "url", "started"],
  ["server restart", "url", "stopped"],
  ["server stop"],
];

/** Their stdout is the program's: their JSON is a line on stderr (test/e2e). */
const PROGRAM_COMMANDS = new Set(["record", "rerun"]);
/** Shown elsewhere: it needs something that is running. */
const ELSEWHERE = new Set(["stop"]);

async function leaves(
  table: Readonly<Record<string, CommandEntry>>,
  path: readonly string[] = [],
): Promise<[string, readonly string[]][]> {
  const found: [string, readonly string[]][] = [];
  for (const [name, entry] of Object.entries(table)) {
    if (entry.hidden === true) continue;
    const command = await entry.load();
    if (isGroup(command)) found.push(...(await leaves(command.commands, [...path, name])));
    else found.push([[...path, name].join(" "), optionNames(command.args)]);
  }
  return found;
}

const all = await leaves(COMMANDS);

beforeAll(async () => {
  await using server = startChatServer({ answer: (prompt) => `brass hinges; ${prompt}` });
  const environment = { CHAT_URL: server.baseUrl };
  const words = ["record", "--quiet", "--name", "chain", join(programs, "four-calls.ts")];
  const recorded = await installation.ao(words, { environment });
  expect(recorded.exitCode, recorded.stderr).toBe(0);
});
afterAll(() => installation[Symbol.asyncDispose]());

describe("--json", () => {
  test.each(all)("is an option of ao %s", (_, options) => {
    expect(options).toContain("json");
  });

  test.each(all.filter(([name]) => !PROGRAM_COMMANDS.has(name) && !ELSEWHERE.has(name)))(
    "of ao %s is shown below",
    (name) => {
      expect(LINES.some(([line]) => `${line} `.startsWith(`${name} `))).toBe(true);
    },
  );

  // One after the other: each works on what the one before left.
  test.each(LINES)("ao %s prints JSON and nothing else", async (line, ...keys) => {
    const { stdout, stderr, exitCode } = await installation.ao([...line.split(" "), "--json"], {
      cwd: installation.folder,
    });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout === "" || stdout.endsWith("\n")).toBe(true);
    const documents = stdout
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => JSON.parse(text) as unknown);
    const [document] = documents;
    for (const key of keys) expect(Object.keys(document ?? {})).toContain(key);
  });

  test("of ao test is one document, and 1 where one fails", async () => {
    const file = inFolder("links.aotest.jsonl");
    expect(existsSync(file)).toBe(true);
    writeFileSync(inFolder("broken.aotest.jsonl"), "{}\n");
    const words = ["test", file, inFolder("broken.aotest.jsonl"), "--json"];
    // The program asks its environment where to send its calls; none is sent.
    const environment = { CHAT_URL: "http://127.0.0.1:9/v1" };
    const { stdout, stderr, exitCode } = await installation.ao(words, { environment });
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      tests: [
        { passed: true, served: 4 },
        { passed: false, problem: expect.any(String) },
      ],
    });
  });
});

test.each([
  "runs nope",
  "graph nope",
  "node nope n1",
  "name nope a",
  "rm nope",
  "edit nope n1 --text a",
  "rerun nope --dry",
  "diff nope",
  "test --freeze nope",
])("ao %s --json says what is wrong in one line, with nothing on stdout", async (line) => {
  const { stdout, stderr, exitCode } = await installation.ao([...line.split(" "), "--json"]);
  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^ao: cannot find session "nope": .*\n( {2}hint: .*\n)?$/);
});
