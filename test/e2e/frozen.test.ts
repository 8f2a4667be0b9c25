// A run frozen as a test: it passes on a machine that has nothing but the executable and the program,
// and says what changed where something did.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MockRule, startMockProvider } from "#test/support/mock-provider.ts";
import { AO, type Finished, Installation, run } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs/what-if", import.meta.url).pathname;
const installation = new Installation({ OPENAI_AGENTS_DISABLE_TRACING: "1" });
// Inside the repository's folder for its SDKs, and deleted afterwards.
const project = mkdtempSync(join(programs, "..", "frozen-"));

const RULES: readonly MockRule[] = [
  { name: "animal", when: /wolverine, crossbill/, reply: "The sable." },
  { name: "food", when: /eat in winter\? (.+)/s, reply: ({ match }) => `<${match[1]}> eats.` },
  { name: "river", when: /Which river/, reply: "The Lena." },
  { name: "line", when: /has both\. (.+)/s, reply: ({ match }) => `One line of ${match[1]}!` },
];
const ANSWERED: readonly MockRule[] = [
  { name: "animal", when: /animal of the taiga/, reply: "The sable." },
  ...RULES.slice(1),
];
const TOOL: readonly MockRule[] = [
  {
    name: "wish",
    when: /animal of the taiga/,
    reply: { tools: [{ name: "field_guide", arguments: { biome: "taiga" } }] },
  },
  ...RULES,
];

const PROGRAMS: readonly (readonly [string, readonly MockRule[], number])[] = [
  ["openai-chat-stream", ANSWERED, 4],
  ["anthropic-tools", TOOL, 5],
  ["openai-agents", TOOL, 5],
];

beforeAll(async () => {
  cpSync(programs, project, { recursive: true });
  for (const [program, rules] of PROGRAMS) await freeze(program, rules);
});
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  rmSync(project, { recursive: true, force: true });
});

async function freeze(program: string, rules: readonly MockRule[]): Promise<void> {
  const mock = await startMockProvider(rules);
  const options = { cwd: project, environment: mock.environment };
  const { exitCode, stderr } = await installation.record([`${program}.ts`], options);
  expect(exitCode, stderr).toBe(0);
  const frozen = await installation.ao(["test", "--freeze", "last"], { cwd: project });
  expect(frozen.exitCode, frozen.stderr).toBe(0);
  await mock.close();
}

/** In an environment without keys, home and server. */
async function check(words: readonly string[]): Promise<Finished> {
  const environment = Object.fromEntries(
    Object.keys(process.env).map((name) => [name, undefined] as const),
  );
  const machine = mkdtempSync(join(tmpdir(), "ao-check-"));
  const temporary = join(machine, "tmp");
  mkdirSync(temporary);
  try {
    const finished = await run([AO, "test", ...words], {
      cwd: project,
      environment: {
        ...environment,
        PATH: process.env["PATH"],
        // Its SDK would report to its maker, which is no call of a model.
        OPENAI_AGENTS_DISABLE_TRACING: "1",
        TMPDIR: temporary,
        HOME: machine,
      },
    });
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(join(machine, ".cache", "ao"))).toBe(false);
    return finished;
  } finally {
    rmSync(machine, { recursive: true, force: true });
  }
}

describe("ao test", () => {
  test.each(PROGRAMS)("%s passes with nothing but the file", async (program, _, calls) => {
    const { stdout, exitCode } = await check([`${program}.aotest.jsonl`, "--strict"]);
    expect(stdout).toMatch(new RegExp(`^✓ ${program}.aotest.jsonl  ${calls} calls from the file`));
    expect(exitCode).toBe(0);
  });

  test("has nothing of this machine in the file, and the same bytes each time", async () => {
    const path = join(project, "openai-agents.aotest.jsonl");
    const text = readFileSync(path, "utf8");
    expect(text).not.toContain(project);
    expect(text).not.toContain(installation.home);
    expect(text).not.toContain('"hash"');
    expect(text.split("\n")[0]).toContain('"script":"openai-agents.ts"');
    // The mock's environment has keys of other makers, too.
    expect(JSON.parse(text.split("\n")[0] ?? "")).toMatchObject({ keys: ["OPENAI_API_KEY"] });
    await installation.ao(["test", "--freeze", "openai-agents", "--out", path], { cwd: project });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test("a prompt that changed is shown with its line, the nearest call and the difference", async () => {
    const folder = join(project, "changed");
    mkdirSync(folder);
    for (const name of ["flow.ts", "anthropic-tools.ts", "anthropic-tools.aotest.jsonl"]) {
      cpSync(join(project, name), join(folder, name));
    }
    const flow = readFileSync(join(folder, "flow.ts"), "utf8");
    writeFileSync(join(folder, "flow.ts"), flow.replace("in winter", "in summer"));
    const { stdout, exitCode } = await check(["changed/anthropic-tools.aotest.jsonl"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✗ changed/);
    expect(stdout).toMatch(
      /not in the file: anthropic\.messages at changed\/anthropic-tools\.ts:\d+/,
    );
    expect(stdout).toMatch(
      /first difference at messages\[0\]\.content\n +- What .* winter.*\n +\+ What .* summer/,
    );
    expect(stdout).toMatch(/exit code 1, recorded was 0/);
    expect(stdout).toContain("ao: this call is not sent, because the run is offline");
    const report = JSON.parse(
      (await check(["changed/anthropic-tools.aotest.jsonl", "--json"])).stdout,
    );
    expect(report).toMatchObject({
      passed: false,
      tests: [
        {
          exit_code: { expected: 0, actual: 1 },
          unknown: [{ operation: "anthropic.messages", path: "messages[0].content" }],
        },
      ],
    });
  });

  test("a call that is not made any more is told, and fails with --strict", async () => {
    writeFileSync(join(project, "openai-chat-stream.ts"), "console.log('nothing');\n");
    const lenient = await check(["openai-chat-stream.aotest.jsonl"]);
    expect(lenient.stdout).toMatch(/^✓ .*\n {4}not made: n1 /);
    expect(lenient.exitCode).toBe(0);
    expect((await check(["openai-chat-stream.aotest.jsonl", "--strict"])).exitCode).toBe(1);
  });

  test("one that never ends is stopped", async () => {
    writeFileSync(join(project, "openai-agents.ts"), "setInterval(() => {}, 1000);\n");
    const { stdout, exitCode } = await check(["openai-agents.aotest.jsonl", "--timeout", "0.5"]);
    expect(stdout).toContain("it took too long and was stopped");
    expect(exitCode).toBe(1);
  });

  test("a signal ends the program and the rest, and leaves nothing behind", async () => {
    const temporary = mkdtempSync(join(tmpdir(), "ao-check-"));
    const program = "console.log('ready'); setInterval(() => {}, 1000);\n";
    writeFileSync(join(project, "openai-agents.ts"), program);
    const file = "openai-agents.aotest.jsonl";
    const child = Bun.spawn([AO, "test", file, file, "--verbose"], {
      cwd: project,
      env: { ...process.env, TMPDIR: temporary },
      stdout: "pipe",
    });
    for await (const text of child.stdout) if (Buffer.from(text).includes("ready")) break;
    child.kill("SIGTERM");
    await child.exited;
    expect(child.signalCode).toBe("SIGTERM");
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  });

  test.each(["cwd", "script"])("one whose %s is gone says so", async (name) => {
    const text = readFileSync(join(project, "anthropic-tools.aotest.jsonl"), "utf8");
    const [head = "", ...lines] = text.split("\n");
    const moved = JSON.parse(head) as { command: Record<string, string> };
    moved.command[name] = "nowhere";
    const file = join(project, "moved.aotest.jsonl");
    writeFileSync(file, [JSON.stringify(moved), ...lines].join("\n"));
    const { stdout, exitCode } = await check(["moved.aotest.jsonl"]);
    const what = name === "cwd" ? "directory" : "program";
    expect(stdout).toBe(
      `✗ moved.aotest.jsonl\n    Cannot run the test "moved.aotest.jsonl": its ${what} is not there: ${join(project, "nowhere")}\n`,
    );
    expect(exitCode).toBe(1);
  });

  test("the other tests are checked where one cannot be read", async () => {
    const { stdout, exitCode } = await check(["nowhere", "anthropic-tools.aotest.jsonl"]);
    expect(stdout).toMatch(/^✗ nowhere\n {4}Cannot read the test "nowhere": .*\n✓ anthropic/);
    expect(stdout).toContain("1 of 2 tests failed\n");
    expect(exitCode).toBe(1);
  });

  test("the exit code tells what the tests came to also where nobody reads on", async () => {
    const words = ["nowhere", "neither", "anthropic-tools.aotest.jsonl"];
    const line = `"${AO}" test ${words.join(" ")} | head -c 1; echo " \${PIPESTATUS[0]}"`;
    const { stdout } = await run(["bash", "-c", line], {
      cwd: project,
      environment: installation.environment,
    });
    expect(stdout.endsWith(" 1\n")).toBe(true);
  });

  test("a link is written to, not replaced", async () => {
    const link = join(project, "link.aotest.jsonl");
    symlinkSync("linked.aotest.jsonl", link);
    const words = ["test", "--freeze", "anthropic-tools", "--out", link];
    const { exitCode, stderr } = await installation.ao(words, { cwd: project });
    expect(exitCode, stderr).toBe(0);
    expect(readFileSync(join(project, "linked.aotest.jsonl"), "utf8")).toContain('"ao_test":1');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });
});
