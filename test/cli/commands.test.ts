// The commands as a user types them, against a real server with real recordings in it.
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import type { SessionList } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { type Finished, run } from "#test/support/run-ao.ts";
import { AO_SOURCE, createSourceInstallation } from "#test/support/source-installation.ts";

const programs = new URL("../fixtures/programs/", import.meta.url).pathname;
const installation = createSourceInstallation();
const ao = (line: string, stdin?: string): Promise<Finished> =>
  installation.ao(line.split(" "), stdin === undefined ? {} : { stdin });

const ANSWERS = [
  "walnut boards from Verona",
  "brass hinges beside the kiln",
  "varnish dries by noon",
];

async function json<Document>(line: string): Promise<Document> {
  const { stdout, stderr } = await ao(`${line} --json`);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Document;
}

const names = ({ sessions }: SessionList): string[] => sessions.map(({ name }) => name);

async function newest(): Promise<Run | undefined> {
  return (await json<{ runs: Run[] }>("runs chain")).runs.at(-1);
}

beforeAll(async () => {
  await using server = startChatServer({
    answer: (prompt) => {
      const step = /^Step (\d)/.exec(prompt)?.[1];
      return step === undefined ? `You said: ${prompt}` : (ANSWERS[Number(step)] ?? "all done");
    },
  });
  const environment = { CHAT_URL: server.baseUrl };
  const record = (...words: string[]): Promise<Finished> =>
    installation.ao(["record", "--quiet", ...words], { environment });
  await record("--name", "long", join(programs, "one-call.ts"), "x".repeat(120_000));
  await record("--name", "chain", join(programs, "four-calls.ts"));
});
afterAll(() => installation[Symbol.asyncDispose]());

describe("ao sessions", () => {
  test("lists what was recorded, newest first", async () => {
    const { stdout, exitCode } = await ao("sessions");
    const [heading, newest, older] = stdout.trimEnd().split("\n");
    expect(exitCode).toBe(0);
    expect(heading).toMatch(/^ID +NAME +STATUS +WHEN +RUNS +NODES/);
    expect(newest).toMatch(/^[a-z0-9]{12} +chain +finished +just now +1 +4 /);
    expect(older).toMatch(/^[a-z0-9]{12} +long +finished +just now +1 +1 /);
    expect(stdout).not.toContain("\u001B");
  });

  test("a control does not say how its session stands", async () => {
    await using own = createSourceInstallation();
    const script = join(own.folder, "idle.ts");
    writeFileSync(script, "");
    await own.ao(["record", "--quiet", script]);
    await own.ao(["rerun", "idle", "--quiet"]);
    await own.ao(["label", "idle", "mine", "--run", "1"]);
    await own.ao(["label", "idle", "control", "--run", "2"]);
    expect((await own.ao(["sessions"])).stdout).toMatch(/ finished .* mine\n$/);
  });

  test("--json, --limit and --search", async () => {
    expect(names(await json("sessions"))).toEqual(["chain", "long"]);
    expect(names(await json("sessions --limit 1"))).toEqual(["chain"]);
    expect(names(await json("sessions --search lon"))).toEqual(["long"]);
    expect(names(await json("sessions --kind chat"))).toEqual([]);
    const { stdout, stderr } = await ao("sessions --search nothing");
    expect([stdout, stderr]).toEqual(["", "No session fits. All of them: ao sessions\n"]);
  });

  test("an empty list says what to type", async () => {
    await using empty = createSourceInstallation();
    const { stdout, stderr, exitCode } = await empty.ao(["sessions"]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toContain("ao record agent.ts");
  });
});

describe("ao search", () => {
  test("finds what was said right after it was recorded, where each text first stood", async () => {
    const { stdout, exitCode } = await ao("search brass KILN");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^chain n2 output choices\[0\]\.message\.content {2}\S{12} · run \S{12}\n {4}brass hinges beside the kiln$/m,
    );
    expect(names(await json("sessions --search hinges"))).toEqual(["chain"]);
  });

  test("ends with 1 where there is nothing", async () => {
    const { stdout, stderr, exitCode } = await ao('search "brass kiln"');
    expect([exitCode, stdout, stderr]).toEqual([1, "", "Nothing has all of these words.\n"]);
  });
});

describe("ao name", () => {
  test("names a session anew", async () => {
    const { stderr } = await ao("name long very-long");
    expect(stderr).toMatch(/^renamed: long is now very-long \(\S{12}\)\n$/);
    expect(names(await json("sessions"))).toEqual(["chain", "very-long"]);
    await ao("name very-long long");
  });

  test.each([
    ["last", 'ao: cannot use the name "last": it stands for the newest session\n'],
    ["a/b", /^ao: cannot use the name "a\/b": letters, digits/],
  ])("%s is refused", async (name, message) => {
    const { stderr, exitCode } = await ao(`name long ${name}`);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(names(await json("sessions"))).toEqual(["chain", "long"]);
  });
});

describe("ao graph", () => {
  test("draws the chain with what flowed", async () => {
    const { stdout } = await ao("graph chain");
    const ids = stdout.match(/^● +n\d.*/gm)?.map((line) => line.split(/ +/)[1]);
    expect(ids).toEqual(["n1", "n2", "n3", "n4"]);
    expect(stdout).toContain("⟵ n1 (content)  brass hinges beside the kiln");
    expect(stdout).not.toContain("\u001B");
  });

  test("--json is the whole graph in one document", async () => {
    const graph = await json<Graph>("graph last");
    expect(graph.status).toBe("finished");
    expect(graph.nodes.map(({ id, kind, status }) => [id, kind, status])).toEqual(
      ["n1", "n2", "n3", "n4"].map((id) => [id, "llm", "ok"]),
    );
    expect(graph.nodes[0]).toMatchObject({ input: { model: "gpt-4o-mini" } });
    expect(graph.edges.map(({ source, target }) => `${source}>${target}`)).toContain("n1>n2");
  });

  test("--mermaid and --dot", async () => {
    expect((await ao("graph chain --mermaid")).stdout).toMatch(/^flowchart TD\n {2}n1\("n1 /);
    expect((await ao("graph chain --dot")).stdout).toMatch(/^digraph "[a-z0-9]+" \{\n[\s\S]+\}\n$/);
  });

  test.each(["graph long --json", "node long n1", "graph long --mermaid", "--help"])(
    "%s | head ends quietly",
    async (line) => {
      const command = `${[...AO_SOURCE, ...line.split(" ")].join(" ")} | head -c 1; echo " \${PIPESTATUS[0]}"`;
      const { environment } = installation;
      const { stdout, stderr } = await run(["bash", "-c", command], { environment });
      expect(stdout.slice(1)).toBe(" 0\n");
      expect(stderr).toBe("");
    },
  );

  test.runIf(existsSync("/dev/full"))("a full disk behind stdout is named as such", async () => {
    const command = `${[...AO_SOURCE, "graph", "chain"].join(" ")} > /dev/full`;
    const { environment } = installation;
    const { stderr, exitCode } = await run(["bash", "-c", command], { environment });
    expect(stderr).toBe("ao: cannot write to the standard output: the disk is full\n");
    expect(exitCode).toBe(1);
  });

  test.each([
    ["graph nope", 'ao: cannot find session "nope": no such session\n'],
    ["graph chain --run 7", 'ao: cannot find run "7" of "chain": it has 1\n'],
    ["node chain n9", /^ao: cannot find node "n9": /],
    ["runs nope", 'ao: cannot find session "nope": no such session\n'],
    ["rerun .", 'ao: cannot find session ".": no such session\n'],
    ["edit .. n1 --text x", 'ao: cannot find session "..": no such session\n'],
    [`rm ${"x".repeat(70)}`, `ao: cannot find session "${"x".repeat(64)}…": no such session\n`],
  ])("%s ends with 1 and says why", async (line, message) => {
    const { exitCode, stdout, stderr } = await ao(line);
    expect([exitCode, stdout]).toEqual([1, ""]);
    if (typeof message === "string") expect(stderr.startsWith(message)).toBe(true);
    else expect(stderr).toMatch(message);
  });
});

describe("ao node", () => {
  test("shows messages, where the input came from and where the output went", async () => {
    const { stdout } = await ao("node chain 2");
    expect(stdout).toContain(`  user       Step 1: ${ANSWERS[0]}\n`);
    expect(stdout).toContain(`  assistant  ${ANSWERS[1]}\n`);
    expect(stdout).toMatch(/Came from\n {2}n1 {2}content\n/);
    expect(stdout).toContain(`"${ANSWERS[0]}"`);
    expect(stdout).toMatch(/Went to\n {2}n3 {2}content\n/);
    expect(stdout).toMatch(/code +\S*four-calls\.ts:\d+:\d+\n/);
  });

  test("--input and --output are the bodies", async () => {
    const input: unknown = JSON.parse((await ao("node chain n1 --input")).stdout);
    expect(input).toMatchObject({ messages: [{ role: "user", content: "Step 0: start" }] });
    const output: unknown = JSON.parse((await ao("node chain n1 --output")).stdout);
    expect(output).toMatchObject({ choices: [{ message: { content: ANSWERS[0] } }] });
  });

  test("--key prints what fits, and 1 where nothing does", async () => {
    const found = await ao(String.raw`node chain n1 --input --key messages\[\d+\]\.content`);
    expect(found).toMatchObject({ exitCode: 0, stdout: "messages[0].content: Step 0: start\n" });
    const both = await ao("node chain n1 --key content$");
    expect(both.stdout.split("\n")[1]).toBe(`output.choices[0].message.content: ${ANSWERS[0]}`);
    expect(await ao("node chain n1 --key zzz")).toMatchObject({ exitCode: 1, stdout: "" });
  });
});

describe("ao label, note and result", () => {
  test("are kept with the run, and taken away again", async () => {
    await installation.ao(["label", "chain", "good one", "--colour", "red"]);
    await ao("note chain -", "first line\nsecond line\n");
    await ao("result chain satisfactory");
    expect(await newest()).toMatchObject({
      label: "good one",
      colour: "red",
      note: "first line\nsecond line",
      result: "satisfactory",
    });
    expect((await ao("runs chain")).stdout).toContain("satisfactory good one");
    await ao("label chain --clear");
    await ao("note chain --clear");
    await ao("result chain clear");
    expect(await newest()).toMatchObject({ label: null, colour: null, note: null, result: null });
  });

  test("a note is read from a file", async () => {
    const path = join(installation.folder, "note.md");
    writeFileSync(path, "from a file\n");
    await ao(`note chain @${path}`);
    expect((await newest())?.note).toBe("from a file");
  });

  test.each([
    [
      "label chain x --colour #12",
      expect.stringMatching(
        /^ao: cannot use "#12" for --colour: it is neither #rrggbb nor one of red, orange, .*\n$/,
      ),
    ],
    ["label chain x --colour bogus", expect.stringContaining('cannot use "bogus" for --colour')],
    ["note chain -", "ao: cannot attach this note: it is empty; --clear takes one away\n"],
    [
      "test --freeze chain --strict",
      "ao: cannot use --strict with --freeze: it is for checking a test\n",
    ],
    [
      "test --freeze chain --timeout 1",
      "ao: cannot use --timeout with --freeze: it is for checking a test\n",
    ],
    [
      `label chain ${"x".repeat(201)}`,
      "ao: cannot use this label: it has 201 characters, 200 are allowed\n",
    ],
  ])("%.30s is refused", async (line, stderr) => {
    expect(await ao(line, "")).toMatchObject({ exitCode: 2, stderr });
  });
});

describe("ao rm", () => {
  test("deletes nothing where one of several is unknown, then deletes what is there", async () => {
    await run(
      [...AO_SOURCE, "record", "--quiet", "--name", "gone", join(programs, "exit-code.ts")],
      {
        environment: installation.environment,
      },
    );
    const refused = await ao("rm gone nope");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^ao: cannot find session "nope": /);
    expect((await ao("runs gone")).exitCode).toBe(0);
    const removed = await ao("rm gone");
    expect(removed.exitCode).toBe(0);
    expect(removed.stderr).toMatch(/^deleted gone \([a-z0-9]{12}\)\n$/);
    expect((await ao("runs gone")).exitCode).toBe(1);
  });
});

describe("ao rm --run", () => {
  test("deletes one run; its re-run stays, marked and judged like any other", async () => {
    const program = join(programs, "exit-code.ts");
    const words = ["record", "--quiet", "--name", "twice", program];
    await installation.ao(words);
    await installation.ao(["rerun", "--quiet", "twice"]);
    const listed = (await json<{ runs: Run[] }>("runs twice")).runs;
    const [first, second] = listed.map(({ run_id }) => run_id);
    expect(listed[1]?.parent_run_id).toBe(first);
    await installation.ao(["label", "twice", "again", "--colour", "#00ff00"]);
    await ao("result twice failed");
    expect((await ao("runs twice")).stdout).toMatch(/ #1 .*failed again/);
    expect((await ao("graph twice")).stdout).toContain(`· re-run of ${first}\n`);
    const removed = await ao("rm twice --run 1");
    expect([removed.exitCode, removed.stderr]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^deleted run ${first} of twice `)),
    ]);
    const left = (await json<{ runs: Run[] }>("runs twice")).runs;
    expect(left).toMatchObject([
      { run_id: second, parent_run_id: first, label: "again", result: "failed" },
    ]);
    expect((await ao("runs twice")).stdout).toContain(` ${first} (deleted) `);
    expect((await ao("graph twice")).stdout).toContain(`· re-run of ${first} (deleted)\n`);
    expect((await ao("rm twice chain --run 1")).exitCode).toBe(2);
    expect((await ao(`rm twice --run ${first}`)).exitCode).toBe(1);
    expect((await ao("rm twice")).exitCode).toBe(0);
  });
});

describe("ao open", () => {
  test("prints an address whose code logs in once", async () => {
    const { stdout, stderr } = await ao("open chain --no-browser");
    const url = new URL(stdout.trim());
    expect(url.pathname).toBe("/login");
    expect(url.searchParams.get("session")).toMatch(/^[a-z0-9]{12}$/);
    expect(stderr).toContain("it works once");
    const logIn = async (): Promise<number> => {
      const response = await fetch(`${url.origin}/login`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url.origin },
        body: JSON.stringify({ code: url.hash.slice(1) }),
      });
      return response.status;
    };
    expect([await logIn(), await logIn()]).toEqual([204, 401]);
  });
});

describe("ao config", () => {
  const path = join(installation.home, "config.json");

  test("sets, gets, lists and unsets, in a file only the user can read", async () => {
    expect((await ao("config set idle_timeout 90.5")).exitCode).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ idle_timeout: 90.5 });
    // AO_IDLE_TIMEOUT, which the test sets, wins.
    expect((await ao("config get idle_timeout")).stdout).toBe("60\n");
    expect((await ao("config")).stdout).toMatch(/^idle_timeout +60 +AO_IDLE_TIMEOUT$/m);
    await ao("config set log_level warn");
    expect(await json("config list")).toMatchObject({ log_level: "warn" });
    await ao("config unset log_level");
    await ao("config unset idle_timeout");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({});
  });

  test.each([
    ["port 70000", /port: expected integer to be less or equal to 65535/],
    ["log_level loud", /log_level: it is one of debug, info, warn, error/],
    [
      'calls [{"pattern":"*","kind":"x","label":"y"}]',
      /calls\.0\.kind: it is one of llm, embedding, tool/,
    ],
  ])("config set %s names the field and changes nothing", async (words, message) => {
    const before = readFileSync(path, "utf8");
    const { exitCode, stderr } = await ao(`config set ${words}`);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("a wrong file is named by every command and mended by unset", async () => {
    writeFileSync(path, '{"prot":1}');
    const refused = await ao("sessions");
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("/prot");
    const doctor = await ao("doctor");
    expect(doctor.exitCode).toBe(1);
    expect(doctor.stdout).toMatch(/^✗ settings .*prot/m);
    expect((await ao("config unset prot")).exitCode).toBe(0);
    expect((await ao("sessions")).exitCode).toBe(0);
  });
});

describe("ao doctor", () => {
  interface Report {
    readonly healthy: boolean;
    readonly checks: { readonly name: string; readonly status: string; readonly mend?: string }[];
  }
  const report = async (environment: Record<string, string> = {}): Promise<Report> => {
    const { stdout } = await installation.ao(["doctor", "--json"], { environment });
    return JSON.parse(stdout) as Report;
  };
  const statusOf = ({ checks }: Report, name: string): string | undefined =>
    checks.find((check) => check.name === name)?.status;

  test("finds nothing wrong where nothing is", async () => {
    const { healthy, checks } = await report();
    expect(checks.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(healthy).toBe(true);
    expect((await ao("doctor")).stdout).toContain("Everything ao needs is there.");
  });

  test("finds a home that is open to others, and its mending mends it", async () => {
    chmodSync(installation.home, 0o755);
    const found = await report();
    expect(statusOf(found, "permissions")).toBe("failed");
    const mend = found.checks.find(({ name }) => name === "permissions")?.mend ?? "";
    await run(["bash", "-c", mend]);
    expect(statusOf(await report(), "permissions")).toBe("ok");
  });

  test.each([
    ["home", (folder: string) => ({ AO_HOME: join(folder, "note.md") })],
    ["settings", () => ({ AO_PORT: "many" })],
    ["settings", () => ({ AO_LOG_LEVEL: "loud" })],
  ] as const)("finds a broken %s", async (name, environment) => {
    const found = await report(environment(installation.folder));
    expect(statusOf(found, name)).toBe("failed");
    expect(found.healthy).toBe(false);
  });

  test("finds a damaged database and what a dead recording left behind", async () => {
    await using broken = createSourceInstallation();
    const inHome = (...parts: string[]): string => join(broken.home, ...parts);
    await Bun.write(inHome("db", "ao.sqlite"), `SQLite format 3\0${"garbage ".repeat(2000)}`);
    await Bun.write(inHome("spool", "abcdefghjkmn", "owner.jsonl"), "");
    const found = await report({ AO_HOME: broken.home });
    expect(statusOf(found, "database")).toBe("failed");
    expect(statusOf(found, "undelivered")).toBe("warning");
  });

  test("says where recordings are that could not be read", async () => {
    await using broken = createSourceInstallation();
    await Bun.write(join(broken.home, "spool", ".damaged", "abcdefghjkmn-1", "owner.jsonl"), "");
    const { stdout } = await installation.ao(["doctor"], { environment: { AO_HOME: broken.home } });
    expect(stdout).toContain(
      `! undelivered    1 recording could not be read (damaged, or of a newer ao): kept in ${broken.home}`,
    );
  });
});

describe("ao token", () => {
  test("prints the token of the file, and --rotate makes the old one useless", async () => {
    const path = join(installation.home, "token");
    const before = (await ao("token")).stdout;
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(before).toMatch(/^[\w-]{43}\n$/);
    const rotated = await ao("token --rotate");
    expect(rotated.stdout).not.toBe(before);
    expect(rotated.stdout).toMatch(/^[\w-]{43}\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await ao("sessions")).exitCode).toBe(0);
  });

  test("AO_TOKEN is not ao's to change", async () => {
    const environment = { AO_TOKEN: "mine" };
    const { exitCode, stderr } = await installation.ao(["token", "--rotate"], { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("ao: cannot rotate the token: it comes from AO_TOKEN\n");
  });
});
