// `ao server …` as a user types it: the real command line, server and store.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTemporaryHome, type TemporaryHome } from "#test/support/temporary-home.ts";
import { VERSION } from "#src/version.ts";

const MAIN = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));

function home(): TemporaryHome {
  const created = createTemporaryHome();
  onTestFinished(() => created[Symbol.dispose]());
  return created;
}

function start({ path }: TemporaryHome, words: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...words.split(" ")], {
    env: { ...process.env, AO_HOME: path, AO_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function ao(temporary: TemporaryHome, words: string, environment?: Record<string, string>) {
  const child = start(temporary, words, environment);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => (stdout += String(data)));
  child.stderr.on("data", (data) => (stderr += String(data)));
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

describe("ao server", () => {
  test("start, start again, status, stop, stop again", async () => {
    const temporary = home();
    expect(await ao(temporary, "server status")).toEqual({
      code: 1,
      stdout: "ao server is not running\n",
      stderr: "",
    });
    const started = await ao(temporary, "server start");
    expect(started).toMatchObject({ code: 0, stderr: "" });
    expect(started.stdout).toMatch(
      /^ao server started at http:\/\/127\.0\.0\.1:\d+ \(process \d+\)\n$/,
    );
    const where = started.stdout.replace("ao server started at ", "");
    expect((await ao(temporary, "server start")).stdout).toBe(
      `ao server is already running at ${where}`,
    );
    expect((await ao(temporary, "server status")).stdout).toBe(
      `ao server ${VERSION} is running at ${where.trim()}; 0 sessions, 0 active\n`,
    );
    expect(await ao(temporary, "server stop")).toEqual({
      code: 0,
      stdout: "ao server stopped\n",
      stderr: "",
    });
    expect(await ao(temporary, "server stop")).toEqual({
      code: 0,
      stdout: "ao server is not running\n",
      stderr: "",
    });
  });

  test("status --json has what scripts need, and no token", async () => {
    const temporary = home();
    const absent = await ao(temporary, "server status --json");
    expect([absent.code, JSON.parse(absent.stdout)]).toMatchObject([
      1,
      { running: false, pid: null },
    ]);
    await ao(temporary, "server start");
    const running = await ao(temporary, "server status --json");
    expect(running.code).toBe(0);
    expect(JSON.parse(running.stdout)).toMatchObject({
      running: true,
      url: expect.stringMatching(/^http:/),
      port: expect.any(Number),
      pid: expect.any(Number),
      version: VERSION,
      total_sessions: 0,
      home: temporary.path,
    });
    const token = readFileSync(temporary.settings.directories.token, "utf8").trim();
    expect(running.stdout).not.toContain(token);
  });

  test("restart gives a new process", async () => {
    const temporary = home();
    const first = await ao(temporary, "server start");
    const second = await ao(temporary, "server restart");
    expect(second.stdout).toMatch(/^ao server stopped\nao server started at /);
    expect(second.stdout).not.toContain(first.stdout.match(/process \d+/)?.[0]);
  });

  test("status and restart after a crash say so", async () => {
    const temporary = home();
    const { stdout } = await ao(temporary, "server start");
    const pid = Number(/process (\d+)/.exec(stdout)?.[1]);
    process.kill(pid, "SIGKILL");
    await expect
      .poll(async () => (await ao(temporary, "server status")).stdout)
      .toBe(
        `ao server is not running: process ${pid} has died; the next command starts a new one\n`,
      );
    expect((await ao(temporary, "server restart")).stdout).toMatch(
      /it had died without a word.*\nao server started/,
    );
  });

  test("a held port that was asked for is named, with what to do", async () => {
    using stranger = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const { code, stderr } = await ao(home(), "server start", { AO_PORT: String(stranger.port) });
    expect(code).toBe(1);
    expect(stderr).toContain(`cannot listen on port ${stranger.port}: another program holds it`);
  });

  test("--host without a token of the user's is refused", async () => {
    const { code, stderr } = await ao(home(), "server start --host 0.0.0.0");
    expect(code).toBe(1);
    expect(stderr).toContain("AO_TOKEN is not set");
  });

  test("every command has its JSON document", async () => {
    const temporary = home();
    const json = async (words: string): Promise<unknown> => {
      const { code, stdout, stderr } = await ao(temporary, `${words} --json`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return JSON.parse(stdout) as unknown;
    };
    expect(await json("server start")).toMatchObject({ started: true, port: expect.any(Number) });
    expect(await json("server start")).toMatchObject({ started: false });
    expect(await json("server restart")).toMatchObject({ started: true, stopped: "stopped" });
    expect(await json("server clear --yes")).toEqual({ deleted: 0, kept: 0 });
    expect(await json("server logs -n 1")).toMatchObject({
      level: "info",
      message: "sessions cleared deleted=0",
    });
    expect(await json("server stop")).toEqual({ outcome: "stopped" });
    expect(await json("server clear-logs")).toMatchObject({ cleared: expect.any(Array) });
    expect(await json("config set log_level warn")).toEqual({ key: "log_level", value: "warn" });
    expect(await json("config unset log_level")).toEqual({ key: "log_level", value: "info" });
    expect(await json("completions bash")).toMatchObject({ shell: "bash" });
  });

  test("clear says that what is being recorded stays", async () => {
    const temporary = home();
    await ao(temporary, "server start");
    const folder = mkdtempSync(join(tmpdir(), "ao-clear-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const script = join(folder, "waits.ts");
    writeFileSync(
      script,
      "console.log('up'); await new Promise(() => setInterval(() => {}, 1e6));",
    );
    const recording = start(temporary, `record ${script}`);
    await once(recording.stdout, "data");
    const clear = async (): Promise<string> => (await ao(temporary, "server clear --yes")).stdout;
    // The run is held back for a moment, in case the program fails to load.
    while ((await clear()) === "0 sessions deleted\n") await Bun.sleep(50);
    expect(await clear()).toBe("0 sessions deleted; 1 session kept, recorded at the moment\n");
    recording.kill("SIGTERM");
    await once(recording, "close");
    expect(await clear()).toBe("1 session deleted\n");
  });

  test("clear wants --yes where it cannot ask, then deletes", async () => {
    const temporary = home();
    const refused = await ao(temporary, "server clear");
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("not on a terminal");
    expect(await ao(temporary, "server clear --yes")).toMatchObject({
      code: 0,
      stdout: "0 sessions deleted\n",
    });
  });

  test("unknown words are wrong use", async () => {
    expect((await ao(home(), "server strat")).code).toBe(2);
    expect((await ao(home(), "server start --prot 1")).code).toBe(2);
    expect((await ao(home(), "server logs -n x")).code).toBe(2);
  });
});

describe("the logs", () => {
  test("are shown, limited, followed and emptied", async () => {
    const temporary = home();
    const { serverLog } = temporary.settings.directories;
    expect(await ao(temporary, "server logs")).toEqual({
      code: 0,
      stdout: "",
      stderr: `Nothing is logged yet: ${serverLog} does not exist\n`,
    });
    await ao(temporary, "server start");
    expect((await ao(temporary, "server logs")).stdout).toMatch(/INFO server started/);
    appendFileSync(serverLog, "x1\nx2\nx3\n");
    expect((await ao(temporary, "server logs -n 2")).stdout).toBe("x2\nx3\n");
    const follower = start(temporary, "server logs -f -n 1");
    let text = "";
    follower.stdout.on("data", (data) => (text += String(data)));
    const seen = (line: string) => expect.poll(() => text, { timeout: 10_000 }).toContain(line);
    await seen("x3\n");
    expect((await ao(temporary, "server clear-logs")).stdout).toBe("logs cleared\n");
    expect(readFileSync(serverLog, "utf8")).toBe("");
    await ao(temporary, "server stop");
    await seen("server stopped\n");
    expect(text).toMatch(/^x3\n.*server stopping.*\n.*server stopped\n$/);
  });
});
