// Checks of the server and of what still has to be delivered to it. Starts no server.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type Check, type Finding, failed, ok, warning } from "#src/cli/doctor/check.ts";
import { formatDuration, plural } from "#src/protocol/presentation/format.ts";
import { createApiClient } from "#src/client/api-client.ts";
import { inspectServer } from "#src/client/find-server.ts";
import type { RunningServer } from "#src/client/find-server.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import { describeThrown } from "#src/errors.ts";
import { numberAt } from "#src/protocol/json.ts";
import { DAMAGED_FOLDER, MANIFEST_NAME } from "#src/protocol/spool-names.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { VERSION } from "#src/version.ts";

export const serverCheck: Check = {
  name: "server",
  async run({ directories, settings }) {
    const state = await inspectServer({ directories });
    switch (state.kind) {
      case "absent":
        return ok("not running (starts when it is needed)");
      case "stale":
        return warning(
          `process ${state.file.pid} of server.json is gone`,
          "nothing to do: the next start replaces the file",
        );
      case "silent":
        return failed(
          `process ${state.file.pid} holds port ${state.file.port} but does not answer`,
          "ao server restart",
        );
      case "running": {
        const { uptime_seconds: uptime } = state.health;
        const since = uptime < 1 ? "just started" : `up ${formatDuration(uptime * 1000)}`;
        const detail = `${state.server.url}, version ${state.server.version}, ${since}`;
        return settings === null ? ok(detail) : checkRunning(settings, state.server, detail);
      }
    }
  },
};

export const spoolCheck: Check = {
  name: "undelivered",
  run({ directories: { spool } }) {
    const folders = foldersIn(spool).filter((folder) => basename(folder) !== DAMAGED_FOLDER);
    const kept = join(spool, DAMAGED_FOLDER);
    const unreadable = foldersIn(kept).length;
    const waiting = folders.filter((folder) => !isOwned(folder)).length;
    const live = folders.length - waiting;
    const recording = live === 0 ? "" : `, ${plural(live, "program")} recording at the moment`;
    if (unreadable > 0) {
      return warning(
        `${plural(unreadable, "recording")} could not be read (damaged, or of a newer ao): kept in ${kept}`,
        `ao server logs says why; delete them, or move <run>-<number> to ${spool}/<run> for a newer ao`,
      );
    }
    if (waiting === 0) return ok(`nothing waits${recording}`);
    return warning(
      `${plural(waiting, "run")} not delivered yet${recording}`,
      "ao sessions delivers them (it starts the server)",
    );
  },
};

async function checkRunning(
  settings: Settings,
  server: RunningServer,
  detail: string,
): Promise<Finding> {
  if (Bun.semver.order(server.version, VERSION) !== 0) {
    return warning(`${detail}; this is ${VERSION}`, "ao server restart");
  }
  try {
    await createApiClient(server, loadToken(settings)).listSessions({ limit: 1 });
  } catch (error) {
    return failed(
      `${detail}, but it refuses to answer: ${describeThrown(error)}`,
      "ao server restart",
    );
  }
  if (settings.portIsExplicit && settings.port !== 0 && settings.port !== server.port) {
    return warning(`${detail}; the settings say port ${settings.port}`, "ao server restart");
  }
  return ok(detail);
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** True where the `ao record` that writes there still runs. */
function isOwned(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, MANIFEST_NAME), "utf8"));
    const owner = numberAt(manifest, "owner_pid");
    const startedAt = numberAt(manifest, "started_at");
    return owner !== null && isProcessAlive(owner, startedAt ?? undefined);
  } catch {
    // No manifest: nobody can be writing there.
    return false;
  }
}
