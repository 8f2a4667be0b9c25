// The matching rule that a re-run is asked for, checked: a path that is none would silently ignore
// nothing. Pure.
import { AoError } from "#src/errors.ts";
import { EXACT, type MatchRule, type ReplayOptions } from "#src/protocol/replay.ts";
import { parseIgnoredPath } from "#src/providers/request-key.ts";

/** The rule of the options. @throws AoError `bad_input` naming what of it cannot be. */
export function matchRuleOf({ match: rule = EXACT }: Pick<ReplayOptions, "match">): MatchRule {
  if (rule.mode !== "ignore-paths" && rule.ignore.length > 0) {
    throw new AoError(
      "bad_input",
      `Cannot match calls by "${rule.mode}": match.ignore is for "ignore-paths" alone`,
    );
  }
  for (const path of rule.ignore) {
    if (parseIgnoredPath(path) !== null) continue;
    throw new AoError("bad_input", `Cannot ignore "${path}": it is no path`, {
      hint: "paths in match.ignore are written like messages[0].content, [*] for any index",
    });
  }
  return rule;
}
