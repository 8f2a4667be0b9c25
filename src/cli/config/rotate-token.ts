// A new token in place of the old one. The server knows only the one it started with, so it is
// stopped first, while the old one still opens it.
import { randomBytes } from "node:crypto";
import { writePrivateFile } from "#src/cli/config/write-private-file.ts";
import { stopServer } from "#src/client/stop-server.ts";
import type { Settings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";

/**
 * Writes a new token; true where a server was stopped for it.
 * @throws AoError `conflict` where the token is not ao's to change.
 */
export async function rotateToken(settings: Settings): Promise<boolean> {
  if (settings.token !== null) {
    throw new AoError("conflict", "Cannot rotate the token: it comes from AO_TOKEN", {
      hint: "change the variable, then: ao server restart",
    });
  }
  const outcome = await stopServer(settings);
  const { directories } = settings;
  writePrivateFile(directories, directories.token, `${randomBytes(32).toString("base64url")}\n`);
  return outcome === "stopped" || outcome === "killed";
}
