// What a preview of a re-run says, in words. Pure.
import { formatCost, plural } from "#src/protocol/presentation/format.ts";
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

/** True where the preview has all calls that a re-run makes, if nothing changes. */
export function isWholePreview({ status }: Run): boolean {
  return status === "finished";
}

/** What the button says that starts it: `Re-run: 3 live calls, about $0.0020`. */
export function buttonWords(run: Run, preview: RerunPreview | undefined): string {
  if (preview === undefined) return "Re-run";
  const isWhole = isWholePreview(run);
  const { live, refused } = preview;
  if (refused > 0) return `Re-run offline: ${plural(refused, "call")} would fail`;
  if (live.calls === 0)
    return isWhole ? "Re-run: nothing goes out" : "Re-run: no known call goes out";
  const count = `${isWhole ? "" : "at least "}${plural(live.calls, "live call")}`;
  return `Re-run: ${count}, ${costWords(preview) ?? "cost not known"}`;
}

/** What has to be known besides, in sentences. */
export function cautionWords(run: Run, preview: RerunPreview): string[] {
  const { problem, environment } = preview.background;
  return [
    problem === null ? "" : `${problem}.`,
    problem === null && environment === "server"
      ? "The environment of the recorded program is not known any more, because the server was started anew: the program gets the server’s. Where a key is missing there, its calls cannot go out."
      : "",
    isWholePreview(run)
      ? ""
      : "This run did not come to its end: calls that it would have made after that are not in this list.",
  ].filter((text) => text !== "");
}
