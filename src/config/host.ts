// Which addresses a server may bind. Pure.
import type { Settings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";

/** True for `localhost`, `127.0.0.0/8` and `::1`. */
function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** True for the address that stands for all of a machine's. */
export function isWildcardHost(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "[::]";
}

/**
 * Other machines can only be let in by someone who has chosen a token.
 * @throws AoError `bad_input`
 */
export function assertHostAllowed(settings: Pick<Settings, "host" | "token">): void {
  if (isLoopbackHost(settings.host) || settings.token !== null) return;
  throw new AoError(
    "bad_input",
    `Cannot listen on "${settings.host}": other machines can reach it, and AO_TOKEN is not set`,
    { hint: "set AO_TOKEN to a secret of your own, or leave AO_HOST alone" },
  );
}
