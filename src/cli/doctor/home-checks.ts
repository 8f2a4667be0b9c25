// Checks of what lies in ao's home: the folder, its permissions, the disk, token and settings.
import { existsSync, statSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { type Check, failed, ok, warning } from "#src/cli/doctor/check.ts";
import { formatBytes } from "#src/protocol/presentation/format.ts";
import { readConfigFile } from "#src/config/config-file.ts";
import { readSettings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import { findWriteProblem } from "#src/config/write-problem.ts";
import { toAoError } from "#src/errors.ts";

const LITTLE_DISK = 500 * 1024 * 1024;
const TOO_LITTLE_DISK = 50 * 1024 * 1024;
const ROOM_TO_DELETE = 5 * 1024 * 1024;

export const homeCheck: Check = {
  name: "home",
  run({ directories: { home } }) {
    if (!existsSync(home)) {
      const parent = nearestExisting(home);
      const problem = findWriteProblem(parent);
      if (problem === null) return ok(`${home} (made at the first recording)`);
      return failed(`${home} cannot be made in ${parent}: ${problem.reason}`, problem.mend);
    }
    if (!statSync(home).isDirectory()) {
      return failed(`${home} is not a folder`, "move it away, or set AO_HOME to a folder");
    }
    const problem = findWriteProblem(home);
    if (problem === null) return ok(home);
    return failed(`${home} cannot be written to: ${problem.reason}`, problem.mend);
  },
};

export const permissionCheck: Check = {
  name: "permissions",
  run({ directories }) {
    if (process.platform === "win32") return ok("kept by the user's profile");
    const folders = [
      directories.home,
      directories.databaseDirectory,
      directories.logs,
      directories.spool,
    ];
    const files = [
      directories.token,
      directories.database,
      directories.configFile,
      directories.serverFile,
    ];
    const open = [...folders, ...files].filter((path) => isOpenToOthers(path));
    if (open.length === 0) return ok("only you can read what is recorded");
    return failed(`others can read ${open.join(", ")}`, `chmod -R go-rwx ${directories.home}`);
  },
};

export const diskCheck: Check = {
  name: "disk",
  run({ directories: { home } }) {
    const { bavail, bsize } = statfsSync(nearestExisting(home));
    const free = bavail * bsize;
    const detail = `${formatBytes(free)} free`;
    if (free < TOO_LITTLE_DISK) {
      // Deleting from a database needs some room of its own.
      const means = free < ROOM_TO_DELETE ? "" : "; ao rm and ao server clear delete recordings";
      return failed(detail, `make room on the disk of ${home}${means}`);
    }
    return free < LITTLE_DISK ? warning(detail, "make room before it is full") : ok(detail);
  },
};

export const configCheck: Check = {
  name: "settings",
  run({ directories: { configFile }, environment }) {
    try {
      readConfigFile(configFile);
      readSettings(environment);
    } catch (error) {
      const { message, hint } = toAoError(error);
      return failed(message, hint ?? `ao config unset <setting>, or edit ${configFile}`);
    }
    return ok(existsSync(configFile) ? configFile : "all defaults");
  },
};

export const tokenCheck: Check = {
  name: "token",
  run({ directories, settings }) {
    const isGiven = settings !== null && settings.token !== null;
    if (!isGiven && !existsSync(directories.token)) return ok("made when it is first needed");
    try {
      loadToken({ directories, token: settings?.token ?? null });
    } catch (error) {
      const { message, hint } = toAoError(error);
      return failed(message, hint ?? "ao token --rotate makes a new one");
    }
    return ok(isGiven ? "from AO_TOKEN" : directories.token);
  },
};

/** A clock that was set back makes new recordings look older than old ones. */
export const clockCheck: Check = {
  name: "clock",
  run({ directories }) {
    const now = Date.now();
    const newest = [directories.database, `${directories.database}-wal`, directories.serverFile]
      .filter((path) => existsSync(path))
      .reduce((latest, path) => Math.max(latest, statSync(path).mtimeMs), 0);
    const ahead = newest - now;
    if (new Date(now).getUTCFullYear() < 2024 || ahead > 120_000) {
      return failed(
        `it says ${new Date(now).toISOString()}, but files were written later than that`,
        "set the clock; recordings are ordered by it",
      );
    }
    return ok(`${new Date(now).toISOString()} UTC`);
  },
};

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function isOpenToOthers(path: string): boolean {
  return existsSync(path) && (statSync(path).mode & 0o077) !== 0;
}
