// A recorded program behaves as under plain Bun: each program here is run both ways and compared.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, BUN, Installation, run } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const installation = new Installation();
const chat = startChatServer();

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
});

interface Case {
  readonly name: string;
  readonly words: readonly string[];
  readonly cwd?: string;
  readonly stdin?: string;
}

const cases: readonly Case[] = [
  {
    name: "arguments, import.meta.main and the working directory",
    words: ["arguments.ts", "a b", "--json", "--", "-x", "--help"],
  },
  { name: "tsconfig paths and .env", words: ["main.ts"], cwd: `${programs}/paths` },
  { name: "CommonJS entry with require.main", words: ["common.cjs"] },
  { name: "worker classes and what they refuse", words: ["classes.ts"] },
  { name: "a script without its extension", words: ["./extension/program"] },
  { name: "JSX with a pragma", words: ["element.tsx"] },
  { name: "standard input to its end", words: ["standard-input.ts"], stdin: "one\ntwo\n" },
  {
    name: "a program on standard input",
    words: ["-", "a"],
    stdin: "console.log(process.argv.slice(1))",
  },
  { name: "an uncaught exception: text, positions, exit code", words: ["uncaught.ts"] },
  { name: "an unhandled rejection", words: ["rejected.ts"] },
  { name: "process.exitCode and listeners", words: ["exit-code.ts"] },
  { name: "the names in the environment", words: ["environment.ts"] },
  { name: "globals, descriptors and patched functions look native", words: ["globals.ts"] },
  { name: "a call's answer", words: ["one-call.ts", "same?"] },
  { name: "a stream's pieces", words: ["stream-call.ts"] },
];

describe("ao record behaves as bun", () => {
  test.each(cases)("$name", async ({ words, cwd = programs, stdin }) => {
    const options = {
      cwd,
      ...(stdin === undefined ? {} : { stdin }),
      environment: { ...installation.environment, CHAT_URL: chat.baseUrl },
    };
    const plain = await run([BUN, "run", ...words], options);
    const recorded = await installation.record(words, options);
    expect(recorded.stdout).toBe(plain.stdout);
    expect(recorded.stderr).toBe(plain.stderr);
    expect(recorded.exitCode).toBe(plain.exitCode);
    expect(recorded.report.exit_code).toBe(plain.exitCode);
  });

  test("the runtime calls itself bun", async () => {
    const options = { cwd: programs, environment: installation.environment };
    const { stderr } = await installation.record(["warning.ts"], options);
    expect(stderr).toContain("(Use `bun --trace-warnings ...`");
  });

  test("descriptors beyond the standard three are the program's", async () => {
    const file = join(installation.home, "written");
    const shell = 'exec "$@" descriptors.ts 3>"$OUT" 7<descriptors.ts';
    const options = {
      cwd: programs,
      environment: { ...installation.environment, OUT: file },
    };
    const recorded = await run(["bash", "-c", shell, "bash", AO, "record", "--quiet"], options);
    expect(recorded.stderr).toBe("");
    expect(recorded.stdout).toBe(`${readFileSync(`${programs}/descriptors.ts`, "utf8")}\n`);
    expect(readFileSync(file, "utf8")).toBe("written to 3\n");
  });

  test("a descriptor that may not be passed on is no reason not to run", async () => {
    const shell = 'exec 60<descriptors.ts; ulimit -n 40; exec "$@" warning.ts';
    const options = { cwd: programs, environment: installation.environment };
    const recorded = await run(["bash", "-c", shell, "bash", AO, "record"], options);
    expect(recorded.stderr).toContain("Kind: first");
    expect(recorded.exitCode).toBe(0);
  });

  test("the channel of a parent that forked ao is the program's", async () => {
    const child = spawn(AO, ["record", "--quiet", `${programs}/forked-by-parent.ts`], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, ...installation.environment },
    });
    const [question] = (await once(child, "message")) as [unknown];
    expect(question).toEqual({ asks: "who?" });
    child.send({ answer: "parent" });
    await once(child, "disconnect");
    // The program has closed the channel and goes on.
    expect(child.exitCode).toBeNull();
    expect(await once(child, "exit")).toEqual([6, null]);
  });
});
