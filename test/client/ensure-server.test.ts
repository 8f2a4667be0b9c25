// Starting, finding and stopping real server processes, also in bad weather.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { createApiClient } from "#src/client/api-client.ts";
import { ensureServer } from "#src/client/ensure-server.ts";
import { findServer, inspectServer, type RunningServer } from "#src/client/find-server.ts";
import { openSocket } from "#test/support/open-socket.ts";
import { isServerProcess } from "#src/client/processes.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { isLocked, tryLock } from "#src/client/server-lock.ts";
import { stopServer } from "#src/client/stop-server.ts";
import { readServerFile } from "#src/config/server-file.ts";
import { loadToken, runnerToken } from "#src/config/token.ts";
import { VERSION } from "#src/version.ts";
import {
  createTemporaryHome,
  TEST_SERVER,
  type TemporaryHome,
} from "#test/support/temporary-home.ts";

const RUN = "abcdefghjkmn";
const command = TEST_SERVER;

function home(environment: Record<string, string> = {}): TemporaryHome {
  const created = createTemporaryHome(environment);
  onTestFinished(() => created[Symbol.dispose]());
  return created;
}

/** Sets variables for the processes this one starts. */
function setEnvironment(variables: Record<string, string>): void {
  const before = { ...process.env };
  Object.assign(process.env, { AO_PORT: "0" }, variables);
  onTestFinished(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await Bun.sleep(20);
  }
}

const gone = (pid: number) => until(() => !isProcessAlive(pid), `process ${pid} is gone`);
const stat = (pid: number) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ");

function startForeground(
  settings: TemporaryHome,
  environment: Record<string, string> = {},
): ChildProcess {
  const [program = "", ...words] = command;
  const child = spawn(program, words, {
    env: { ...process.env, AO_HOME: settings.path, AO_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

describe("ensureServer()", () => {
  test("starts a server in a session of its own, with private files, and finds it again", async () => {
    setEnvironment({});
    const { settings, log } = home();
    const server = await ensureServer(settings, { command });
    expect(await ensureServer(settings, { command })).toEqual(server);
    expect(server.version).toBe(VERSION);
    // Session (field 6) and process group (field 5) are its own: no terminal can hang it up.
    expect(stat(server.pid)?.slice(2, 4)).toEqual([String(server.pid), String(server.pid)]);
    expect(readFileSync(`/proc/${server.pid}/cmdline`, "utf8")).not.toContain(loadToken(settings));
    for (const path of [
      settings.directories.token,
      settings.directories.serverFile,
      settings.directories.serverLog,
      settings.directories.serverLock,
    ]) {
      expect(statSync(path).mode & 0o777, path).toBe(0o600);
    }
    expect(statSync(settings.directories.home).mode & 0o777).toBe(0o700);
    expect(log()).toMatch(
      /^\S+Z INFO server started version=\S+ pid=\d+ host=127.0.0.1 port=\d+\n$/m,
    );
    expect(log()).not.toContain(loadToken(settings));
    expect(await stopServer(settings)).toBe("stopped");
    expect(await inspectServer(settings)).toEqual({ kind: "absent" });
    expect(log()).toMatch(/INFO server stopped\n$/);
  });

  test("twenty at once get one server", async () => {
    setEnvironment({});
    const { settings, log } = home();
    const servers = await Promise.all(
      Array.from({ length: 20 }, () => ensureServer(settings, { command })),
    );
    expect(new Set(servers.map(({ instance }) => instance)).size).toBe(1);
    expect(log().match(/server started/g)).toHaveLength(1);
    expect(log()).not.toMatch(/ERROR|WARN/);
  });

  test("twenty processes at once get one server and one token", async () => {
    setEnvironment({});
    const { settings, path } = home();
    const script = `
      const [{ ensureServer }, { readSettings }, { loadToken }] = await Promise.all([
        import("#src/client/ensure-server.ts"), import("#src/config/settings.ts"), import("#src/config/token.ts")]);
      const settings = readSettings(process.env);
      const server = await ensureServer(settings, { command: ${JSON.stringify(command)} });
      console.log(server.instance, loadToken(settings));`;
    const outputs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const child = spawn(process.execPath, ["-e", script], {
          env: { ...process.env, AO_HOME: path },
          stdio: ["ignore", "pipe", "inherit"],
        });
        let output = "";
        child.stdout.on("data", (data) => (output += String(data)));
        await once(child, "close");
        return output;
      }),
    );
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toContain(loadToken(settings));
  });

  test("a server killed with -9 is replaced; its file and lock are in nobody's way", async () => {
    setEnvironment({});
    const { settings } = home();
    const first = await ensureServer(settings, { command });
    process.kill(first.pid, "SIGKILL");
    await gone(first.pid);
    expect((await inspectServer(settings)).kind).toBe("stale");
    const second = await ensureServer(settings, { command });
    expect(second.instance).not.toBe(first.instance);
  });

  test.each<[string, () => number]>([
    ["a recycled process number", () => process.pid],
    ["a number nobody has", () => 2 ** 22 - 1],
  ])("a server.json with %s is stale, and that process is left alone", async (_name, pid) => {
    setEnvironment({});
    const { settings, path } = home();
    const { serverFile } = settings.directories;
    const file = {
      pid: pid(),
      host: "127.0.0.1",
      port: 9,
      version: VERSION,
      instance: "x",
      started_at: "",
    };
    writeFileSync(serverFile, JSON.stringify(file));
    expect((await inspectServer(settings)).kind).toBe("stale");
    const server = await ensureServer(settings, { command });
    expect(server.pid).not.toBe(pid());
    await stopServer(settings);
    writeFileSync(serverFile, JSON.stringify(file));
    expect(await stopServer(settings)).toBe("cleaned");
    expect(readServerFile(serverFile)).toBeNull();
    expect(path).toBeTruthy();
  });

  test("a zombie counts as dead", async () => {
    // A parent that never waits for its child: the shell would, so it is gone before the child ends.
    const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 30"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    onTestFinished(() => void parent.kill("SIGKILL"));
    const [data] = await once(parent.stdout, "data");
    const pid = Number(String(data));
    await until(() => stat(pid)?.[0] === "Z", "the child is a zombie");
    expect(isProcessAlive(pid)).toBe(false);
  });

  test("a stranger that answers on the port of a stale server.json is not taken for the server", async () => {
    setEnvironment({});
    const { settings } = home();
    let sawToken = false;
    using stranger = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch(request) {
        sawToken ||= request.headers.has("authorization");
        return Response.json({ status: "ok", name: "ao", instance: "other" });
      },
    });
    writeFileSync(
      settings.directories.serverFile,
      JSON.stringify({
        pid: process.pid,
        host: "127.0.0.1",
        port: stranger.port,
        version: VERSION,
        instance: "x",
        started_at: "",
      }),
    );
    expect(await findServer(settings)).toBeNull();
    expect((await ensureServer(settings, { command })).port).not.toBe(stranger.port);
    expect(sawToken).toBe(false);
  });

  test("a stopped (SIGSTOP) server is reported, not doubled; stop kills it, start starts anew", async () => {
    setEnvironment({});
    const { settings } = home();
    const server = await ensureServer(settings, { command });
    process.kill(server.pid, "SIGSTOP");
    expect((await inspectServer(settings)).kind).toBe("silent");
    await expect(ensureServer(settings, { command, timeoutMs: 1500 })).rejects.toMatchObject({
      code: "server_unavailable",
      message: `Cannot reach the server: process ${server.pid} holds port ${server.port} but does not answer`,
      hint: "`ao server restart` ends it and starts a new one",
    });
    expect(await stopServer(settings)).toBe("killed");
    expect((await ensureServer(settings, { command })).pid).not.toBe(server.pid);
  });

  test("an older server is replaced, a newer one is used, each with a line that says so", async () => {
    const notices: string[] = [];
    const onNotice = (message: string): void => void notices.push(message);
    const temporary = home();
    const { settings } = temporary;
    startForeground(temporary, { TEST_SERVER_VERSION: "0.0.1" });
    await until(async () => (await findServer(settings)) !== null, "the older one answers");
    const older = (await findServer(settings)) as RunningServer;
    setEnvironment({ TEST_SERVER_VERSION: "99.0.0" });
    const newer = await ensureServer(settings, { command, onNotice });
    expect(isProcessAlive(older.pid)).toBe(false);
    expect(newer.version).toBe("99.0.0");
    expect(await ensureServer(settings, { command, onNotice })).toEqual(newer);
    const isNewer = `The running server is ao 99.0.0, newer than this ao ${VERSION}`;
    expect(notices).toEqual([`Replacing the running server 0.0.1 by ${VERSION}`, isNewer, isNewer]);
  });

  test("an older ao that starts another of its own at that moment does not have its way", async () => {
    const { settings } = home();
    setEnvironment({ TEST_SERVER_VERSION: "0.0.1" });
    const notices: string[] = [];
    const onNotice = (message: string): void => {
      notices.push(message);
      delete process.env["TEST_SERVER_VERSION"];
    };
    const server = await ensureServer(settings, { command, onNotice });
    expect(server.version).toBe(VERSION);
    expect(notices).toEqual([`Replacing the running server 0.0.1 by ${VERSION}`]);
  });

  test("a port that was asked for and is held fails with its number; the default moves on", async () => {
    using stranger = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response("no") });
    const port = String(stranger.port);
    const explicit = home({ AO_PORT: port });
    setEnvironment({ AO_PORT: port });
    await expect(ensureServer(explicit.settings, { command })).rejects.toMatchObject({
      message: `Cannot start the server: Cannot listen on port ${port}: another program holds it`,
    });
  });

  test("another address needs a token of the user's", async () => {
    setEnvironment({});
    const { settings } = home();
    const open = { ...settings, host: "0.0.0.0" };
    await expect(ensureServer(open, { command })).rejects.toMatchObject({
      code: "bad_input",
      message: 'Cannot listen on "0.0.0.0": other machines can reach it, and AO_TOKEN is not set',
    });
    const child = startForeground(home(), { AO_HOST: "0.0.0.0" });
    let text = "";
    child.stderr?.on("data", (data) => (text += String(data)));
    expect((await once(child, "close"))[0]).toBe(1);
    expect(text).toContain("AO_TOKEN is not set");
    setEnvironment({ AO_TOKEN: "a-token-of-the-user", AO_HOST: "0.0.0.0" });
    const server = await ensureServer({ ...open, token: "a-token-of-the-user" }, { command });
    const api = createApiClient(server, "a-token-of-the-user");
    expect((await api.listSessions()).sessions).toEqual([]);
  });

  test("the environment of a recorded program does not reach the server", async () => {
    setEnvironment({
      AO_RUN_ID: RUN,
      AO_SESSION_ID: RUN,
      BUN_OPTIONS: "--smol",
      HTTP_PROXY: "http://127.0.0.1:9",
      http_proxy: "http://127.0.0.1:9",
    });
    const { settings } = home();
    const server = await ensureServer(settings, { command });
    const environment = readFileSync(`/proc/${server.pid}/environ`, "utf8").split("\0");
    expect(environment.filter((line) => /^(AO_RUN_ID|AO_SESSION_ID|BUN_)/.test(line))).toEqual([]);
    // And a proxy is not asked for what is on this machine.
    const api = createApiClient(server, loadToken(settings));
    expect((await api.listSessions()).sessions).toEqual([]);
    const socket = await openSocket(server, "/ws", loadToken(settings));
    socket.close();
  });

  test("a server that cannot start is quoted", async () => {
    setEnvironment({});
    const { settings } = home();
    const failing = [process.execPath, "-e", "console.error('disk on fire'); process.exit(3)"];
    await expect(ensureServer(settings, { command: failing })).rejects.toMatchObject({
      code: "server_unavailable",
      message: "Cannot start the server: it ended with exit code 3\ndisk on fire",
    });
  });

  test("a server that says why it cannot start is quoted, and no server before it", async () => {
    setEnvironment({});
    const { settings } = home();
    const first = failingServer("console.error('ao: old news\\n  hint: forget it')");
    await expect(ensureServer(settings, { command: first })).rejects.toMatchObject({
      message: "Cannot start the server: old news",
      hint: "forget it",
    });
    await expect(ensureServer(settings, { command: failingServer("1") })).rejects.toMatchObject({
      message: "Cannot start the server: it ended with exit code 1",
      hint: `the log is ${settings.directories.serverLog}`,
    });
  });

  test("a server that was started with another token is told from one that has gone", async () => {
    setEnvironment({});
    const { settings } = home();
    const api = createApiClient(await ensureServer(settings, { command }), "another");
    await expect(api.listSessions()).rejects.toMatchObject({
      code: "unauthorized",
      hint: "the server was started with another token: ao server restart",
    });
  });

  test("a server whose token file is unusable can still be stopped", async () => {
    setEnvironment({});
    const { settings } = home();
    await ensureServer(settings, { command });
    writeFileSync(settings.directories.token, "");
    expect(await stopServer(settings)).toBe("stopped");
  });
});

const failingServer = (code: string) => [process.execPath, "-e", `${code}; process.exit(1)`];

const serverOf = async ({ settings }: TemporaryHome): Promise<RunningServer> => {
  await until(async () => (await findServer(settings)) !== null, "the server answers");
  const server = await findServer(settings);
  if (server === null) throw new Error("gone again");
  return server;
};

describe("the server process", () => {
  test("stops by itself when nothing is connected; a socket keeps it", async () => {
    const temporary = home();
    const child = startForeground(temporary, { AO_IDLE_TIMEOUT: "0.5" });
    const closed = once(child, "close");
    const server = await serverOf(temporary);
    const socket = await openSocket(server, "/ws", loadToken(temporary.settings));
    await Bun.sleep(1200);
    expect(child.exitCode).toBeNull();
    socket.close();
    expect((await closed)[0]).toBe(0);
    expect(temporary.log()).toContain('server stopping reason="nothing connected for 0.5 s"');
    expect(readServerFile(temporary.settings.directories.serverFile)).toBeNull();
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s ends it with 0 and everything saved",
    async (signal) => {
      const temporary = home();
      const child = startForeground(temporary, { TEST_INGEST_DELAY: "50" });
      const closed = once(child, "close");
      const server = await serverOf(temporary);
      const token = runnerToken(loadToken(temporary.settings), RUN);
      const socket = await openSocket(server, `/runner?run=${RUN}`, token);
      const acknowledged: number[] = [];
      const ended = new Promise<CloseEvent>((resolve) => {
        socket.addEventListener("close", resolve);
      });
      let toKill = true;
      socket.addEventListener("message", ({ data }) => {
        const message = JSON.parse(String(data));
        if (message.type !== "ack") return;
        acknowledged.push(message.seq);
        // Ten are sent, the first is stored: nine are under way when the signal comes.
        if (toKill) child.kill(signal);
        toKill = false;
      });
      for (let seq = 1; seq <= 10; seq++) {
        const event = { type: "runner-log", level: "info", message: `n${seq}` };
        socket.send(JSON.stringify({ type: "events", stream_id: "a", events: [{ seq, event }] }));
      }
      expect((await ended).code).toBe(1001);
      expect((await closed)[0]).toBe(0);
      const journal = readFileSync(`${temporary.path}/journal.jsonl`, "utf8").trim().split("\n");
      expect(journal.map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(acknowledged).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    },
  );

  test("a hang-up of the terminal does not end it", async () => {
    const temporary = home();
    const child = startForeground(temporary);
    const server = await serverOf(temporary);
    child.kill("SIGHUP");
    await Bun.sleep(300);
    expect(await serverOf(temporary)).toEqual(server);
  });

  test("a deleted server.json is written anew; a deleted home ends the server", async () => {
    const temporary = home();
    const child = startForeground(temporary);
    const closed = once(child, "close");
    const server = await serverOf(temporary);
    rmSync(temporary.settings.directories.serverFile);
    expect(await ensureServer(temporary.settings, { command })).toEqual(server);
    rmSync(temporary.path, { recursive: true });
    expect((await closed)[0]).toBe(0);
  });

  test("a second one sees the first and ends well", async () => {
    const temporary = home();
    startForeground(temporary);
    const first = await serverOf(temporary);
    const second = startForeground(temporary);
    expect((await once(second, "close"))[0]).toBe(0);
    expect(await serverOf(temporary)).toEqual(first);
  });

  test("takes the next free port where the default is held, and answers on ::1 too", async () => {
    const temporary = home({ AO_PORT: "" });
    const probe = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const held = probe.port ?? 0;
    writeFileSync(temporary.settings.directories.configFile, "{}");
    const { listen } = await import("#src/server/listen.ts");
    const { createTestContext } = await import("#test/support/server-context.ts");
    const context = createTestContext();
    const listeners = listen(context, { host: "127.0.0.1", port: held, portIsExplicit: false });
    expect(listeners.port).not.toBe(held);
    expect(context.lines).toContainEqual({
      level: "warn",
      message: "port taken by another program: another one is used",
      fields: { wanted: held, used: listeners.port },
    });
    for (const name of ["127.0.0.1", "[::1]", "localhost"]) {
      expect((await fetch(`http://${name}:${listeners.port}/health`)).status, name).toBe(200);
    }
    await listeners.stop(100);
    await probe.stop(true);
  });
});

describe("the lock", () => {
  test("is one process's, and gone with it", async () => {
    const { settings } = home();
    const path = settings.directories.serverLock;
    const script = `
      import { tryLock } from "#src/client/server-lock.ts";
      // Kept: the garbage collector would let go of it.
      globalThis.lock = tryLock(process.argv[1]);
      console.log(globalThis.lock === null ? "no" : "held");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["-e", script, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(String((await once(child.stdout, "data"))[0])).toBe("held\n");
    expect(isLocked(path)).toBe(true);
    expect(tryLock(path)).toBeNull();
    child.kill("SIGKILL");
    await once(child, "close");
    expect(isLocked(path)).toBe(false);
  });

  test("tells a server process from another", () => {
    expect(isServerProcess(process.pid)).toBe(false);
  });
});
