// The executable's outer shape: what each wrong line says and ends with. Needs no server.
import { afterAll, describe, expect, test } from "vitest";
import { createSourceInstallation } from "#test/support/source-installation.ts";

const installation = createSourceInstallation();
afterAll(() => installation[Symbol.asyncDispose]());

describe("wrong use ends with 2, one line and a hint", () => {
  test.each([
    ["sesions", 'ao: unknown command "sesions": did you mean "sessions"?\n'],
    [
      "agent.ts",
      'ao: unknown command "agent.ts": "ao" does not have it\n  hint: to record a program: ao record agent.ts\n',
    ],
    [
      "--verbos",
      'ao: unknown option "--verbos": "ao" does not have it\n  hint: ao --help lists the commands\n',
    ],
    ["sessions --jsn", 'ao: unknown option "--jsn": did you mean "--json"?\n'],
    [
      "graph",
      'ao: missing argument <session>: "ao graph" needs it\n  hint: usage: ao graph [options] <session>\n',
    ],
    ["graph x --json --dot", "ao: cannot use --json with --dot: each is a format of its own\n"],
    ["node x n1 --key (", /^ao: cannot use "\(" for --key: .+\n$/],
    ["config ste port 1", 'ao: unknown command "ste": did you mean "set"?\n'],
    [
      "server",
      /^ao: missing command: "ao server" needs .*start.* or .+\n {2}hint: ao server --help explains them\n$/,
    ],
    [
      "result x good",
      'ao: cannot use "good" as <result>: it is one of satisfactory, failed, clear\n',
    ],
    [
      "help nothing",
      'ao: unknown command "nothing": "ao" does not have it\n  hint: ao --help lists them\n',
    ],
    ["label x", 'ao: missing argument <text>: "ao label" needs it, or --colour or --clear\n'],
  ])("ao %s", async (line, stderr) => {
    const finished = await installation.ao(line.split(" "));
    expect(finished.exitCode).toBe(2);
    expect(finished.stdout).toBe("");
    if (typeof stderr === "string") expect(finished.stderr).toBe(stderr);
    else expect(finished.stderr).toMatch(stderr);
  });
});

describe("help and version end with 0", () => {
  test.each([
    ["", /^ao records .+\n.+\n\nUsage: ao <command> \[options\]\n/],
    ["--help", /^ao records /],
    ["-h", /^ao records /],
    ["help", /^ao records /],
    ["help graph", /^Usage: ao graph \[options\] <session>\n/],
    ["graph --help", /^Usage: ao graph /],
    ["graph last -h", /^Usage: ao graph /],
    ["help config set", /^Usage: ao config set /],
    ["config --help", /^Usage: ao config \[command\]\n/],
    ["--version", /^ao \d+\.\d+\.\d+\n$/],
  ])("ao %s", async (line, stdout) => {
    const finished = await installation.ao(line === "" ? [] : line.split(" "));
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(stdout);
  });
});

test("a stack is shown under AO_LOG_LEVEL=debug only", async () => {
  const words = ["note", "last", "@/does/not/exist"];
  const message =
    /^ao: cannot read "\/does\/not\/exist": no such file or directory\n {2}hint: .+\n/;
  const quiet = await installation.ao(words);
  expect(quiet.exitCode).toBe(1);
  expect(quiet.stderr).toMatch(message);
  expect(quiet.stderr).not.toContain("    at ");
  const loud = await installation.ao(words, { environment: { AO_LOG_LEVEL: "debug" } });
  expect(loud.stderr).toMatch(message);
  expect(loud.stderr).toContain("    at ");
});
