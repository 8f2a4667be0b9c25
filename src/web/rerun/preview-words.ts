// What a preview of a re-run says, in words. Pure.
import { formatCost, plural } from "#src/cli/format.ts";
import type { PreviewCall, RerunPreview } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

const MEANING: Readonly<Record<PreviewCall["effect"], string>> = {
  "edited-output": "its answer is edited: nothing goes out",
  "edited-input": "goes out with its edit",
  direct: "an edit stands in its input",
  dependent: "depends on a call that changes",
  uncached: "has no answer to serve",
};

/** Why a call is not answered from the cache. */
export function meaningOf({ effect }: PreviewCall, usesCache: boolean): string {
  return effect === "uncached" && !usesCache ? "the cache is not used" : MEANING[effect];
}

/** Calls whose answer is an edit. */
export function countEdited({ calls }: RerunPreview): number {
  return calls.filter(({ effect }) => effect === "edited-output").length;
}

/** `about $0.0020`; null where no live call has a known cost. */
export function costWords({ live, calls }: RerunPreview): string | null {
  if (live.cost_usd === null) return null;
  const hasUnknown = calls.some(
    ({ effect, cost_usd }) => effect !== "edited-output" && cost_usd === null,
  );
  const cost = formatCost(live.cost_usd);
  if (hasUnknown) return `${cost.replace(/^</, "")} or more`;
  return cost.startsWith("<") ? `under ${cost.slice(1)}` : `about ${cost}`;
}

interface Circumstances {
  readonly isOffline: boolean;
  /** All calls that a re-run makes, if nothing changes, are in the preview. */
  readonly isWhole: boolean;
}

/** False for a run that was cut short, and for one whose calls are partly in its subruns. */
export function isWholePreview(run: Run, runs: readonly Run[]): boolean {
  return run.status === "finished" && !hasSubruns(run, runs);
}

function hasSubruns({ run_id: id }: Run, runs: readonly Run[]): boolean {
  return runs.some(({ subrun_of: holder }) => holder === id);
}

/** What the button says that starts it: `Re-run: 3 live calls, about $0.0020`. */
export function buttonWords(
  preview: RerunPreview | undefined,
  { isOffline, isWhole }: Circumstances,
): string {
  if (preview === undefined) return "Re-run";
  const { calls } = preview.live;
  if (calls === 0) return isWhole ? "Re-run: nothing goes out" : "Re-run: no known call goes out";
  if (isOffline) return `Re-run offline: ${plural(calls, "call")} would fail`;
  const count = `${isWhole ? "" : "at least "}${plural(calls, "live call")}`;
  return `Re-run: ${count}, ${costWords(preview) ?? "cost not known"}`;
}

/** What has to be known besides, in sentences. */
export function cautionWords(run: Run, runs: readonly Run[], preview: RerunPreview): string[] {
  const { problem, environment } = preview.background;
  return [
    problem === null ? "" : `${problem}.`,
    problem === null && environment === "server"
      ? "The environment of the recorded program is not known any more, because the server was started anew: the program gets the server’s. Where a key is missing there, its calls cannot go out."
      : "",
    run.status === "finished"
      ? ""
      : "This run did not come to its end: calls that it would have made after that are not in this list.",
    hasSubruns(run, runs)
      ? "Calls in its subruns are not in this list: what an edit reaches there shows only when it runs."
      : "",
  ].filter((text) => text !== "");
}
