// Refuses a matching rule that says what it cannot do. Runs in the server.
import { AoError } from "#src/errors.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import { parseIgnoredPath } from "#src/providers/request-key.ts";

/** @throws AoError `bad_input` for paths that are none, or that the mode would not look at. */
export function checkMatch({ match }: ReplayOptions): void {
  if (match === undefined) return;
  const { mode, ignore } = match;
  const wrong = ignore.findIndex((path) => parseIgnoredPath(path) === null);
  if (wrong >= 0) throw unusable(`match.ignore.${wrong}`, `"${ignore[wrong]}" is no path`);
  if (ignore.length > 0 && mode !== "ignore-paths") {
    throw unusable("match.ignore", `the mode "${mode}" ignores no paths`);
  }
}

function unusable(field: string, why: string): AoError {
  return new AoError("bad_input", `Cannot use "${field}" of the body: ${why}`, {
    hint: "paths are as in messages[0].content, with [*] for any index",
    details: [{ field, message: why }],
  });
}
