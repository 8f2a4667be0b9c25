// The main job through the executable: record, look, and find everything there.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { Graph, GraphNode } from "#src/protocol/graph.ts";
import type { SessionList } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, Installation, type Report, run } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const installation = new Installation();
const chat = startChatServer();
const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
});

describe("ao record", () => {
  test("records a call with model, tokens, bodies and timing", async () => {
    const { report } = await installation.record(["one-call.ts", "what is it?"], options);
    const graph = await installation.json<Graph>("graph", report.session_id);
    expect(report).toMatchObject({ nodes: 1, edges: 0, exit_code: 0 });
    expect(graph.status).toBe("finished");
    const [node] = graph.nodes;
    expect(node).toMatchObject({
      kind: "llm",
      model: "gpt-4o-mini",
      status: "ok",
      source: "live",
      tokens: { input: 10, output: 5, cached: 0 },
      input: { messages: [{ role: "user", content: "what is it?" }] },
      output: { choices: [{ message: { content: "You said: what is it?" } }] },
    });
    expect(node?.location?.file).toBe(join(programs, "one-call.ts"));
    expect(node?.location?.line).toBe(2);
  });

  test("names the user's line of a call made through the OpenAI SDK", async () => {
    const { report } = await installation.record(["outside-sdk.ts"], options);
    const graph = await installation.json<Graph>("graph", report.session_id);
    expect(graph.nodes[0]?.location).toMatchObject({
      file: join(programs, "outside-sdk.ts"),
      line: 7,
    });
  });

  test("children, workers and worker threads join the run", async () => {
    const { report, stdout } = await installation.record(["family.ts"], options);
    expect(stdout).toBe("done\n");
    const graph = await installation.json<Graph>("graph", report.session_id);
    expect(graph.nodes.map(questionOf).sort()).toEqual(
      ["bun-spawned", "dollar", "forked", "shelled", "spawned", "threaded", "worker"].map(
        (name) => `I am ${name}`,
      ),
    );
  });

  test("a program that deletes the globals of its runtime", async () => {
    const { report, stdout } = await installation.record(["no-globals.ts"], options);
    expect(stdout).toBe("You said: no globals\n");
    expect(report.nodes).toBe(1);
  });

  test("a child that outlives the program is recorded all the same", async () => {
    const { report } = await installation.record(["outlived.ts"], options);
    expect(report.nodes).toBe(0);
    await vi.waitUntil(
      async () => {
        const graph = await installation.json<Graph>("graph", report.session_id);
        return graph.nodes.map(questionOf).join() === "later";
      },
      { timeout: 10_000, interval: 100 },
    );
  });

  test("ao called by a recorded program is ao, with runs of its own", async () => {
    const environment = { ...options.environment, PATH: `${dirname(AO)}:${process.env["PATH"]}` };
    const { report, stdout } = await installation.record(["calls-ao.ts"], {
      ...options,
      environment,
    });
    expect(report.nodes).toBe(0);
    const [said, byName = "", saidAgain, byPath = ""] = stdout.trim().split("\n");
    expect([said, saidAgain]).toEqual(["You said: inner", "You said: inner"]);
    for (const line of [byName, byPath]) {
      const inner = JSON.parse(line) as Report;
      expect(inner.nodes).toBe(1);
      expect(inner.session_id).not.toBe(report.session_id);
    }
  });

  test("1,000 concurrent calls: none is lost", async () => {
    const { report, stdout } = await installation.record(["parallel-calls.ts", "1000"], options);
    expect(stdout).toBe("1000\n");
    expect(report.nodes).toBe(1000);
    const graph = await installation.json<Graph>("graph", report.session_id);
    expect(new Set(graph.nodes.map(questionOf)).size).toBe(1000);
    expect(graph.nodes.every((node) => node.status === "ok")).toBe(true);
  });

  test("a stream is recorded as the body it assembles to", async () => {
    const { report } = await installation.record(["stream-call.ts"], options);
    const graph = await installation.json<Graph>("graph", report.session_id);
    expect(graph.nodes[0]).toMatchObject({
      status: "ok",
      output: {
        choices: [
          {
            message: {
              role: "assistant",
              content: "You said: one two three four five six seven eight",
            },
            finish_reason: "stop",
          },
        ],
      },
    });
  });

  test("--session runs again inside the session without a single request", async () => {
    const first = await installation.record(["many-calls.ts", "3"], options);
    const before = chat.requests.length;
    const again = await installation.record(
      ["--session", first.report.session_id, "many-calls.ts", "4"],
      options,
    );
    expect(chat.requests.length - before).toBe(1);
    expect(again.report.session_id).toBe(first.report.session_id);
    const { runs } = await installation.json<{ runs: Run[] }>("runs", first.report.session_id);
    expect(runs).toHaveLength(2);
    const graph = await installation.json<Graph>("graph", first.report.session_id);
    expect(graph.parent_run_id).toBe(first.report.run_id);
    expect(graph.nodes.map((node) => node.source)).toEqual(["cache", "cache", "cache", "live"]);
    expect(graph.nodes[3]?.reason).toContain("no recorded answer");
  });

  test("a plain second recording serves nothing from the first", async () => {
    await installation.record(["one-call.ts", "asked twice"], options);
    const before = chat.requests.length;
    await installation.record(["one-call.ts", "asked twice"], options);
    expect(chat.requests.length - before).toBe(1);
  });

  test("--name names it, `last` and a prefix find it", async () => {
    const { report } = await installation.record(["--name", "my-name", "one-call.ts"], options);
    for (const reference of ["my-name", "last", report.session_id.slice(0, 8)]) {
      const graph = await installation.json<Graph>("graph", reference);
      expect(graph.session_id).toBe(report.session_id);
    }
  });

  test("--quiet says nothing; without it one line names the session", async () => {
    const quiet = await installation.ao(["record", "--quiet", "one-call.ts"], options);
    expect(quiet.stderr).toBe("");
    const spoken = await installation.ao(["record", "one-call.ts"], options);
    expect(spoken.stderr).toMatch(
      /^ao: recorded one-call \([a-z0-9]{12}\): 1 call, 0 edges · ao graph [a-z0-9]{12}\n$/,
    );
  });

  test("errors and SDK retries are nodes; a retry says which call it repeats", async () => {
    await using failing = startChatServer({ status: (index) => (index === 0 ? 500 : 200) });
    const environment = { CHAT_URL: failing.baseUrl };
    const { report } = await installation.record(["outside-sdk.ts"], {
      cwd: programs,
      environment,
    });
    const { nodes } = await installation.json<Graph>("graph", report.session_id);
    expect(nodes.map((node) => node.status)).toEqual(["error", "ok"]);
    expect(nodes[0]?.error).toMatchObject({ status: 500, message: "refused with 500" });
    expect(nodes[1]?.retry_of).toBe("n1");
  });
});

describe("secrets", () => {
  test("no key from a header, a query or the environment is anywhere in the home", async () => {
    const environment = {
      CHAT_URL: chat.baseUrl,
      OPENAI_API_KEY: "sk-environment-secret-0987654321",
    };
    await installation.record(["outside-sdk.ts"], { cwd: programs, environment });
    await installation.record(["one-call.ts", "my key is sk-environment-secret-0987654321"], {
      cwd: programs,
      environment,
    });
    await installation.ao(["server", "stop"]);
    const found = await run([
      "grep",
      "-rlaE",
      "sk-environment-secret-0987654321|sk-test-secret-1234567890",
      join(installation.home, "ao"),
    ]);
    expect(found.stdout).toBe("");
  });
});

test("a program that fails at once is recorded, however its imports are found", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-imports-"));
  const write = (path: string, text: string): Promise<number> =>
    Bun.write(join(directory, path), text);
  await write("node_modules/parser/package.json", '{"exports":{".":{"import":"./lib/main.js"}}}');
  await write("node_modules/parser/lib/main.js", "export const parse = () => 3;");
  await write("tsconfig.json", '{"compilerOptions":{"paths":{"@/*":["./source/*"]}}}');
  await write("source/exit.ts", "export const exit = (code: number) => process.exit(code);");
  const program = 'import { parse } from "parser";\nimport { exit } from "@/exit";\nexit(parse());';
  await write("program.ts", program);
  const { report } = await installation.record([join(directory, "program.ts")]);
  expect(report).toMatchObject({ exit_code: 3, run_id: expect.any(String) });
});

describe("bad input is refused with a reason and changes nothing", () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-bad-"));
  Bun.spawnSync([
    "sh",
    "-c",
    `echo 'const = ;' > ${directory}/syntax.ts; echo 'import "./gone.ts"; console.log(1)' > ${directory}/missing.ts`,
  ]);

  test.each([
    ["no script", ["record"], 2, /^ao: missing argument <script>/],
    ["no such script", ["record", "nothing.ts"], 1, /no such file/],
    ["a directory", ["record", directory], 1, /it is a directory/],
    [
      "a syntax error",
      ["record", `${directory}/syntax.ts`],
      1,
      /error: Expected identifier[\s\S]*nothing recorded: the program did not start/,
    ],
    [
      "a missing module",
      ["record", `${directory}/missing.ts`],
      1,
      /Cannot find module[\s\S]*nothing recorded/,
    ],
    ["an unknown option", ["record", "--nmae", "x", "one-call.ts"], 2, /did you mean "--name"/],
    ["an unknown session", ["graph", "zzzzzzzzzzzz"], 1, /zzzzzzzzzzzz/],
    [
      "a session to add to that is not there",
      ["record", "--session", "nope", "one-call.ts"],
      1,
      /nope/,
    ],
    ["an unknown command", ["grpah"], 2, /did you mean "graph"/],
  ])("%s", async (_, words, exitCode, message) => {
    const before = await installation.json<SessionList>("sessions");
    const finished = await installation.ao(words, options);
    expect(finished.stderr).toMatch(message);
    expect(finished.exitCode).toBe(exitCode);
    expect(await installation.json<SessionList>("sessions")).toEqual(before);
  });

  test("a home that cannot be written: the program runs all the same", async () => {
    const environment = { ...options.environment, AO_HOME: "/proc/ao" };
    const finished = await installation.ao(["record", "one-call.ts", "still here"], {
      ...options,
      environment,
    });
    expect(finished.stdout).toBe("You said: still here\n");
    expect(finished.exitCode).toBe(0);
    expect(finished.stderr).toMatch(/^ao: nothing recorded: /);
  });

  test("a body of 50 MB is recorded or said to be too large, and the program gets its answer", async () => {
    const script = join(directory, "large.ts");
    await Bun.write(
      script,
      readFileSync(join(programs, "one-call.ts"), "utf8").replace(
        "process.argv[2] ??",
        '"x".repeat(50_000_000) ||',
      ),
    );
    await using small = startChatServer({ answer: (prompt) => `${prompt.length}` });
    const { stdout, report } = await installation.record([script], {
      environment: { CHAT_URL: small.baseUrl },
    });
    expect(stdout).toBe("50000000\n");
    expect(report.nodes).toBe(1);
  });
});

function questionOf(node: GraphNode): string {
  const { messages } = node.input as { messages: { content: string }[] };
  return messages[0]?.content ?? "";
}
