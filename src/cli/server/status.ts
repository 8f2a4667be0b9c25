// `ao server status`: exit 0 where the server runs, 1 where it does not.
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson } from "#src/cli/output.ts";
import { describePort, describeServer } from "#src/cli/server/describe-server.ts";
import { inspectServer, type ServerState } from "#src/client/find-server.ts";
import { isLocked } from "#src/client/server-lock.ts";
import { readSettings, type Settings } from "#src/config/settings.ts";
import { existsSync } from "node:fs";

export const statusCommand = defineCommand({
  meta: {
    name: "ao server status",
    description: "Say whether the server runs, and where. Exits 1 where it does not.",
  },
  args: { json: { type: "boolean", description: "print one JSON document" } },
  examples: [{ command: "ao server status --json", meaning: "for scripts" }],
  async run({ args }) {
    const settings = readSettings(process.env);
    const state = await inspectServer(settings);
    if (args.json) await printJson(statusDocument(settings, state));
    else await printData(`${describeStatus(settings, state)}\n`);
    return state.kind === "running" ? 0 : 1;
  },
});

function statusDocument(settings: Settings, state: ServerState) {
  const { home, serverLog } = settings.directories;
  const place = { home, log: serverLog };
  if (state.kind !== "running") {
    const pid = state.kind === "absent" ? null : state.file.pid;
    return { running: false, state: state.kind, pid, ...place };
  }
  const { url, host, port, pid, version, instance, started_at } = state.server;
  const { uptime_seconds, active_sessions, total_sessions } = state.health;
  return {
    running: true,
    state: state.kind,
    url,
    host,
    port,
    pid,
    version,
    instance,
    started_at,
    uptime_seconds,
    active_sessions,
    total_sessions,
    ...place,
  };
}

function describeStatus(settings: Settings, state: ServerState): string {
  switch (state.kind) {
    case "running": {
      const { version } = state.server;
      const { active_sessions: active, total_sessions: total } = state.health;
      const line = `ao server ${version} is running at ${describeServer(state.server)}; ${total} ${total === 1 ? "session" : "sessions"}, ${active} active`;
      const note = describePort(settings, state.server);
      return note === null ? line : `${line}\n${note}`;
    }
    case "silent":
      return `ao server does not answer: process ${state.file.pid} is there but hangs or is busy; \`ao server restart\` ends it`;
    case "stale":
      return `ao server is not running: process ${state.file.pid} has died; the next command starts a new one`;
    case "absent":
      return isBusyElsewhere(settings)
        ? "ao server is just starting or stopping"
        : "ao server is not running";
  }
}

function isBusyElsewhere(settings: Settings): boolean {
  const { serverLock } = settings.directories;
  return existsSync(serverLock) && isLocked(serverLock);
}
