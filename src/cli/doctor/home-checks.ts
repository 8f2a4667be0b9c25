// Checks of what lies in ao's home: the folder, its permissions, the disk, token and settings.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Check, failed, ok, warning } from "#src/cli/doctor/check.ts";
import { formatBytes } from "#src/cli/format.ts";
import { readConfigFile } from "#src/config/config-file.ts";
import { readSettings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import { describeThrown, toAoError } from "#src/errors.ts";

const LITTLE_DISK = 500 * 1024 * 1024;
const TOO_LITTLE_DISK = 50 * 1024 * 1024;

export const homeCheck: Check = {
  name: "home",
  run({ directories: { home } }) {
    if (!existsSync(home)) {
      const parent = nearestExisting(home);
      const problem = writeProblem(parent);
      if (problem === null) return ok(`${home} (made at the first recording)`);
      return failed(
        `${home} cannot be made in ${parent}: ${problem}`,
        "make the folder writable, or set AO_HOME to one that is",
      );
    }
    if (!statSync(home).isDirectory()) {
      return failed(`${home} is not a folder`, "move it away, or set AO_HOME to a folder");
    }
    const problem = writeProblem(home);
    if (problem === null) return ok(home);
    return failed(
      `${home} cannot be written to: ${problem}`,
      `chown or chmod ${home}, or set AO_HOME`,
    );
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
      return failed(detail, "make room: ao rm deletes sessions, ao server clear all of them");
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

/** Why nothing can be written into a folder, or null. Tried, since modes do not tell of full or read-only disks. */
function writeProblem(folder: string): string | null {
  const probe = join(folder, `.ao-doctor-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(probe, "ao", { flag: "wx", mode: 0o600 });
    return readFileSync(probe, "utf8") === "ao" ? null : "what was written is not there";
  } catch (error) {
    return describeThrown(error);
  } finally {
    rmSync(probe, { force: true });
  }
}
