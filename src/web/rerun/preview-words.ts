// What a preview of a re-run says, in words. Pure.
import { formatCost, plural } from "#src/cli/format.ts";
import type { PreviewCall, RerunPreview } from "#src/protocol/http-api.ts";

const MEANING: Readonly<Record<PreviewCall["effect"], string>> = {
  "edited-output": "its answer is edited: nothing goes out",
  "edited-input": "goes out with its edit",
  direct: "an edit stands in its input",
  dependent: "depends on a call that changes",
  uncached: "has no answer to serve",
};

/** Why a call is not answered from the cache. */
export function meaningOf({ effect }: PreviewCall): string {
  return MEANING[effect];
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

/** What the button says that starts it: `Re-run: 3 live calls, about $0.0020`. */
export function buttonWords(
  preview: RerunPreview | undefined,
  { isOffline }: { readonly isOffline: boolean } = { isOffline: false },
): string {
  if (preview === undefined) return "Re-run";
  const { calls } = preview.live;
  if (calls === 0) return "Re-run: nothing goes out";
  if (isOffline) return `Re-run offline: ${plural(calls, "call")} would fail`;
  return `Re-run: ${plural(calls, "live call")}, ${costWords(preview) ?? "cost not known"}`;
}
