// The secret of one installation and what is derived from it. Runs in the CLI and in the server.
// The token is in its file (0600) or in AO_TOKEN; never in arguments, logs or another file.
import {
  chmodSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { createHome, homeUnusable } from "#src/config/home.ts";
import type { Settings } from "#src/config/settings.ts";
import { writeExclusively } from "#src/config/write-exclusively.ts";
import { describeSystemError } from "#src/config/system-error.ts";
import { AoError } from "#src/errors.ts";

/** What an `Authorization` header can carry unchanged; how strong their own token is, users decide. */
const USABLE_TOKEN = /^[\x21-\x7e]{1,512}$/;

/**
 * The master token: `AO_TOKEN`, else the token file, which is created where there is none.
 * Many processes may call this at once; all get the same token.
 * @throws AoError `bad_input` for an unusable token, `home_unusable` where no file can be made.
 */
export function loadToken(settings: Pick<Settings, "directories" | "token">): string {
  if (settings.token !== null) return assertUsable(settings.token, "AO_TOKEN");
  const path = settings.directories.token;
  const existing = readTokenFile(path);
  if (existing !== null) return existing;
  createHome(settings.directories);
  publish(path, randomText(32));
  const created = readTokenFile(path);
  if (created === null) throw new AoError("home_unusable", `Cannot read "${path}": it is gone`);
  return created;
}

/** The token a recorded run may append to itself with: HMAC-SHA256 of `runner:<run id>`, as hex. */
export function runnerToken(masterToken: string, runId: string): string {
  // Not node:crypto: loading it takes 4 ms at the start of every recorded program.
  return new Bun.CryptoHasher("sha256", masterToken).update(`runner:${runId}`).digest("hex");
}

function readTokenFile(path: string): string | null {
  let token: string;
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    token = readFileSync(path, "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new AoError("home_unusable", `Cannot read "${path}": ${describeSystemError(error)}`, {
      cause: error,
    });
  }
  return assertUsable(token, path);
}

function assertUsable(token: string, source: string): string {
  if (USABLE_TOKEN.test(token)) return token;
  throw new AoError(
    "bad_input",
    `Cannot use the token of ${source}: it must be 1 to 512 visible ASCII characters`,
    { hint: source === "AO_TOKEN" ? "unset AO_TOKEN" : `delete ${source} to get a new one` },
  );
}

/** Puts a complete file at `path` unless another process was first. */
function publish(path: string, token: string): void {
  const temporary = `${path}.${process.pid}.${randomText(6)}`;
  try {
    writeExclusively(temporary, `${token}\n`);
    linkOrRename(temporary, path);
  } catch (error) {
    throw homeUnusable(`Cannot create "${path}"`, dirname(path), error);
  } finally {
    if (existsSync(temporary)) rmSync(temporary);
  }
}

function linkOrRename(temporary: string, path: string): void {
  try {
    // Unlike a rename, a link never replaces the token another process has just handed out.
    linkSync(temporary, path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    // A file system without hard links.
    renameSync(temporary, path);
  }
}

/** Random bytes as text that a header and a file name can carry. */
function randomText(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("base64url");
}
