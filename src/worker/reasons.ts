// Why a call was, or was not, served from a recorded one: sentences for people. Runs in the user's
// process; pure.
import { CACHE_OFF, NO_RECORDED_ANSWER } from "#src/protocol/no-answer.ts";
import type { ReplayEntry } from "#src/protocol/replay-file.ts";
import type { MatchRule } from "#src/protocol/replay.ts";

export const NO_ANSWER = NO_RECORDED_ANSWER;

/** What is known of a call beside the recorded one that it is. */
export interface Circumstances {
  readonly rule: MatchRule;
  readonly hash: string;
  /** False where nothing but edits was to be served. */
  readonly isCacheOn: boolean;
  /** What it continues is known, and is the recorded answer. */
  readonly continuesSame: boolean;
  /** It asks something else than the recorded call, and is that by its place in the program. */
  readonly byPlace: boolean;
}

/** `n3 of run X`. */
export function nameOf({ node }: Pick<ReplayEntry, "node">): string {
  return `${node.node_id} of run ${node.run_id}`;
}

/** Why an entry's answer is this call's. */
export function whyServed(entry: ReplayEntry, circumstances: Circumstances): string {
  if (entry.edited === "output") {
    return `edited output of ${nameOf(entry)}${howFound(entry, circumstances)}`;
  }
  if (!isByPosition(entry, circumstances)) {
    return `same request as ${nameOf(entry)}${howFound(entry, circumstances)}`;
  }
  return `stands where ${nameOf(entry)} stood, and asks something else`;
}

/** Why an entry's edited request stands in the place of the program's. */
export function whyReplaced(
  entry: ReplayEntry,
  answer: ReplayEntry | null,
  circumstances: Circumstances,
): string {
  const found = howFound(entry, circumstances);
  const lacking = circumstances.isCacheOn
    ? `${circumstances.byPlace ? "and" : "which"} has no recorded answer`
    : `and ${CACHE_OFF}`;
  const then = answer === null ? lacking : `answered as ${nameOf(answer)}`;
  return `edited input of ${nameOf(entry)}${found}, ${then}`;
}

/** The order alone told which recorded call it is. */
function isByPosition(
  entry: ReplayEntry,
  { rule, hash }: Pick<Circumstances, "rule" | "hash">,
): boolean {
  return rule.mode === "position" && entry.hash !== hash;
}

function howFound(
  entry: ReplayEntry,
  { rule, hash, continuesSame, byPlace }: Circumstances,
): string {
  if (byPlace) return ", which was asked something else here";
  const isExact = entry.hash === hash;
  const how = isExact ? "" : (BY_RULE[rule.mode]?.(rule) ?? "");
  return continuesSame ? how : `${how}, though what it continues was answered anew`;
}

const BY_RULE: Partial<Record<MatchRule["mode"], (rule: MatchRule) => string>> = {
  "ignore-system": () => ", but for the system prompt",
  "ignore-paths": ({ ignore }) => `, but for what is at ${ignore.join(", ")}`,
  position: () => ", by position",
};

/** Why a call that was recorded is not served all the same. */
export function whyNotInForm(
  entry: ReplayEntry,
  form: string,
  circumstances: Pick<Circumstances, "rule" | "hash">,
): string {
  const what = isByPosition(entry, circumstances) ? "stood here" : "is the same request";
  return `${nameOf(entry)} ${what}, but its answer cannot be given as "${form}"`;
}

/** Why a known request has no answer left. */
export const ALL_GIVEN = `${NO_ANSWER} is left: each was given before`;
