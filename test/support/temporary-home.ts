// A home of its own for each test, and no server left behind in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isServerProcess } from "#src/client/processes.ts";
import { readSettings, type Settings } from "#src/config/settings.ts";

/** How to start a server over the in-memory run service. */
export const TEST_SERVER = [
  process.execPath,
  fileURLToPath(new URL("./server-process.ts", import.meta.url)),
  "server",
  "run",
];

export interface TemporaryHome extends Disposable {
  readonly path: string;
  readonly settings: Settings;
  settingsWith(environment: Record<string, string>): Settings;
  log(): string;
}

export function createTemporaryHome(environment: Record<string, string> = {}): TemporaryHome {
  const path = mkdtempSync(join(tmpdir(), "ao-home-"));
  const settingsWith = (more: Record<string, string>): Settings =>
    readSettings({ AO_HOME: path, AO_PORT: "0", ...environment, ...more });
  const settings = settingsWith({});
  return {
    path,
    settings,
    settingsWith,
    log: () => readFileSync(settings.directories.serverLog, "utf8"),
    [Symbol.dispose]() {
      for (const pid of serversOf(path)) process.kill(pid, "SIGKILL");
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Every server process of a home, also those that are just finding out that there is one. */
function serversOf(home: string): number[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      return environment.includes(`AO_HOME=${home}`) && isServerProcess(pid);
    } catch {
      // Gone between the two looks, or somebody else's.
      return false;
    }
  });
}
