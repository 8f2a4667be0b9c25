// What re-runs put over the page: the preview, and a word when one has ended. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { formatDuration } from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { compareRun } from "#src/web/compare/compare-run.ts";
import { say } from "#src/web/shell/notices.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { closePreview, forgetEnd, useReruns } from "#src/web/state/rerun-dialog.ts";
import { countSources, familyOf, sourceWords } from "./count-sources.ts";
import { PreviewDialog } from "./preview-dialog.tsx";
import { useOutlines } from "./use-outlines.ts";

/** Once on the page. */
export function RerunLayer() {
  const { previewed, awaitedIds } = useReruns();
  return (
    <>
      {previewed === null ? null : (
        <PreviewDialog key={previewed.run_id} run={previewed} onClose={closePreview} />
      )}
      {awaitedIds.map((id) => (
        <EndNotice key={id} runId={id} />
      ))}
    </>
  );
}

/** Shows nothing: it waits, and tells. */
function EndNotice({ runId }: { readonly runId: string }) {
  const client = useClient();
  const outline = useQuery(queries.outline(client, runId));
  const run = outline.data?.run;
  const sessionId = run?.session_id ?? "";
  const runs = useQuery({ ...queries.runs(client, sessionId), enabled: run !== undefined });
  const outlines = useOutlines(familyOf(runs.data ?? [], runId));
  const isOver = run !== undefined && run.status !== "running" && runs.isSuccess;
  useEffect(() => {
    if (outline.error !== null) forgetEnd(runId);
    if (!isOver) return;
    forgetEnd(runId);
    // Who stopped it knows.
    const isGood = run.status === "finished" || run.signal !== null;
    const nodes = outlines?.flatMap((one) => one.nodes) ?? null;
    say(endWords(run, nodes), isGood ? "done" : "failed", {
      label: "Compare",
      onClick: () => compareRun(run),
    });
  }, [isOver, run, outlines, outline.error, runId]);
  return null;
}

function endWords(run: Run, nodes: readonly NodeSummary[] | null): string {
  const took = run.duration_ms === null ? "" : ` after ${formatDuration(run.duration_ms)}`;
  const counts = nodes === null ? "" : `: ${sourceWords(countSources(nodes))}`;
  return `The re-run ${howWords(run)}${took}${counts}.`;
}

function howWords({ status, signal, exit_code: code }: Run): string {
  if (status === "finished") return "has ended";
  if (signal !== null) return `was ended by ${signal}`;
  if (status === "interrupted") return "was interrupted";
  return code === null ? "failed" : `failed with exit code ${code}`;
}
