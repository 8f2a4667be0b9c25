import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createHome } from "#src/config/home.ts";
import type { ServerFile } from "#src/config/server-file.ts";
import { connectRunner } from "#src/record/connect-runner.ts";
import { VERSION } from "#src/version.ts";
import { createTemporaryHome } from "#test/support/temporary-home.ts";

const RUN = "rabcdefghijk";

test.each([
  ["connects to a server that lives", process.pid, 1],
  ["sends nothing to whoever took the port of one that has died", 999_999_998, 0],
])("a run %s", async (_, pid, connections) => {
  using home = createTemporaryHome();
  // Without a token of its own a server on this address is not started.
  const settings = home.settingsWith({ AO_HOST: "0.0.0.0" });
  createHome(settings.directories);
  let upgraded = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request, listener) {
      if (!request.url.includes("/runner")) return new Response("{}");
      upgraded += 1;
      return listener.upgrade(request) ? undefined : new Response(null, { status: 400 });
    },
    websocket: { message: () => undefined },
  });
  const file: ServerFile = {
    pid,
    host: "127.0.0.1",
    port: server.port ?? 0,
    version: VERSION,
    instance: crypto.randomUUID(),
    started_at: new Date().toISOString(),
  };
  writeFileSync(settings.directories.serverFile, JSON.stringify(file));
  try {
    const connecting = connectRunner(settings, RUN);
    if (connections > 0) (await connecting).close();
    else await expect(connecting).rejects.toThrow();
    expect(upgraded).toBe(connections);
  } finally {
    await server.stop(true);
  }
});
