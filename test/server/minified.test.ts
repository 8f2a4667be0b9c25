// The routes as the executable has them: bundled and minified. Elysia reads the source text of
// handlers to find out what they use, so that minifying can break them.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { embedPagePlugin } from "#scripts/build/embed-plugin.ts";
import { createApiClient } from "#src/client/api-client.ts";
import { findServer } from "#src/client/find-server.ts";
import { sendRequest } from "#src/client/http-request.ts";
import { openSocket } from "#test/support/open-socket.ts";
import { loadToken } from "#src/config/token.ts";
import { createTemporaryHome } from "#test/support/temporary-home.ts";

const ENTRY = fileURLToPath(new URL("../support/server-process.ts", import.meta.url));

test("minified, every route works and Elysia has nothing to complain about", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ao-minified-"));
  using temporary = createTemporaryHome();
  await Bun.build({
    entrypoints: [ENTRY],
    minify: true,
    target: "bun",
    outdir: folder,
    // As in the executable: a bundle cannot bundle the page's sources.
    plugins: [embedPagePlugin({ script: "1", style: "a{}", version: "1" })],
  });
  let output = "";
  const child = spawn(process.execPath, [join(folder, "server-process.js"), "server", "run"], {
    env: { ...process.env, AO_HOME: temporary.path, AO_PORT: "0" },
  });
  try {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => (output += String(data)));
    }
    const { settings } = temporary;
    await expect.poll(() => findServer(settings), { timeout: 10_000 }).not.toBeNull();
    const server = await findServer(settings);
    if (server === null) throw new Error("the server has gone");
    const token = loadToken(settings);
    const api = createApiClient(server, token);

    const session = await api.createSession({ name: "small", kind: "chat" });
    expect((await api.listSessions({ limit: 1, kind: "chat" })).sessions).toEqual([session]);
    await expect(api.listSessions({ limit: 0 })).rejects.toMatchObject({ code: "bad_input" });
    await expect(api.createSession({ name: "../x" })).rejects.toMatchObject({ code: "bad_input" });
    expect(await api.findSession("small")).toEqual(session);
    expect(await api.sessionStats("small")).toMatchObject({ session_id: session.session_id });
    expect(await api.listRuns("small")).toEqual([]);
    for (const call of [
      () => api.findRun("x"),
      () => api.patchRun("x", { label: "y" }),
      () => api.outline("x"),
      () => api.graph("x"),
      () => api.node("x", "n1"),
      () => api.listEdits("x"),
      () => api.editNode("x", "n1", { text: "y" }),
      () => api.revertNode("x", "n1"),
      () => api.attachment("ab".repeat(32)),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    }
    const messages = await sendRequest({ url: `${server.url}/runs/x/nodes/n1/messages`, token });
    expect(messages.statusCode).toBe(404);
    messages.resume();
    const { code } = await api.loginCode();
    const login = await sendRequest({ url: `${server.url}/login`, method: "POST", body: { code } });
    expect([login.statusCode, login.headers["set-cookie"]?.[0]]).toEqual([
      204,
      expect.stringMatching(/^ao_\d+=.*HttpOnly; SameSite=Strict$/),
    ]);
    for (const path of [
      "/",
      "/app.js?version=1",
      "/app.css",
      "/docs",
      "/docs/page.js",
      "/docs/json",
      "/api/docs/json",
      "/login",
      "/login.js",
      "/page.css",
      "/icon.svg",
    ]) {
      const page = await sendRequest({ url: server.url + path, token });
      expect([page.statusCode, page.headers["x-content-type-options"]], path).toEqual([
        200,
        "nosniff",
      ]);
      page.resume();
    }
    for (const path of ["/ws", "/runner?run=abcdefghjkmn"])
      (await openSocket(server, path, token)).close();
    await api.deleteSession("small");
    expect(await api.clear()).toEqual({ deleted: 0 });
    expect(await api.shutdown()).toEqual({ status: "stopping" });
    await new Promise((resolve) => child.once("close", resolve));
    expect(child.exitCode).toBe(0);
    expect(output).toBe("");
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
