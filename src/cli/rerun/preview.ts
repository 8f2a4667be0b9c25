// `ao rerun --dry`: which calls would go out, and why.
import {
  formatCost,
  formatCount,
  formatDuration,
  formatTokens,
  plural,
} from "#src/protocol/presentation/format.ts";
import { nodeIn } from "#src/cli/node/node-in.ts";
import { printData, printJson, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import type { RerunWish } from "#src/cli/rerun/foreground.ts";
import type { Paint } from "#src/cli/style.ts";
import { type Column, renderTable } from "#src/cli/table.ts";
import { oneLine } from "#src/cli/text.ts";
import type { PreviewCall, RerunPreview } from "#src/protocol/http-api.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";

/** Asks the server and prints; starts nothing. */
export async function printPreview(
  { api, run, options }: RerunWish,
  asJson: boolean,
): Promise<void> {
  const preview = await api.previewRerun(run.run_id, options);
  if (asJson) return printJson(preview);
  const lines = renderPreview(preview, {
    options,
    paint: stdoutPaint(),
    width: stdoutWidth(Number.POSITIVE_INFINITY),
  });
  await printData(`${lines.join("\n")}\n`);
}

const MEANING: Readonly<Record<PreviewCall["effect"], string>> = {
  "edited-output": "its answer is edited",
  "edited-input": "sent with its edit",
  direct: "an edit stands in its input",
  dependent: "depends on a call that changes",
  uncached: "has no answer to serve",
};

interface PreviewView {
  readonly options: Pick<ReplayOptions, "cache" | "offline">;
  readonly paint: Paint;
  readonly width: number;
}

/** The lines of the table and its sums. */
export function renderPreview(
  preview: RerunPreview,
  { options, paint, width }: PreviewView,
): string[] {
  const columns: Column<PreviewCall>[] = [
    { title: "CALL", text: (call) => call.node_id, paint: paint.cyan },
    { title: "SUBRUN", text: ({ subrun }) => oneLine(subrun ?? ""), shrinkTo: 10 },
    { title: "WHY", text: (call) => reasonOf(call, options), shrinkTo: 12 },
    { title: "MODEL", text: (call) => oneLine(call.model ?? call.label), shrinkTo: 8 },
    {
      title: "TOKENS",
      align: "end",
      text: (call) => (call.tokens === null ? "" : formatTokens(call.tokens)),
    },
    {
      title: "COST",
      align: "end",
      text: (call) => (call.cost_usd === null ? "" : formatCost(call.cost_usd)),
    },
    {
      title: "TIME",
      align: "end",
      text: (call) => (call.duration_ms === null ? "" : formatDuration(call.duration_ms)),
    },
  ];
  const table =
    preview.calls.length === 0
      ? []
      : renderTable(preview.calls, columns, { width, heading: paint.dim });
  return [...table, summaryOf(preview)];
}

function reasonOf(
  { effect, through, run_id: runId }: PreviewCall,
  { cache, offline }: PreviewView["options"],
): string {
  if (effect === "uncached" && cache === false) return "the cache is switched off";
  if (effect === "edited-input" && offline === true) return "its request is edited";
  const names = through.map((node) => {
    if (node.run_id === runId) return node.node_id;
    return nodeIn(node.node_id, node.subrun ?? "the program itself");
  });
  return `${MEANING[effect]}${names.length === 0 ? "" : ` (${names.join(", ")})`}`;
}

/** All calls, by what becomes of them: `4 calls from the cache, 1 edited, 2 live: …`. */
function summaryOf({ cached, edited, refused, live }: RerunPreview): string {
  const parts = [
    `${plural(cached, "call")} from the cache`,
    ...(edited > 0 ? [`${edited} edited`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ];
  if (live.calls === 0) return [...parts, "none goes out"].join(", ");
  const { tokens } = live;
  const facts = [
    `${formatCount(tokens.input + tokens.output)} tokens`,
    ...(live.cost_usd === null ? [] : [formatCost(live.cost_usd)]),
    formatDuration(live.duration_ms),
  ];
  return `${[...parts, `${live.calls} live`].join(", ")}: ${facts.join(", ")} as last seen`;
}
