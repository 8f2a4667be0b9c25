// What re-runs put over the page: the preview, and a word when one has ended. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { formatDuration } from "#src/cli/format.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { compareRun } from "#src/web/compare/compare-run.ts";
import { say } from "#src/web/shell/notices.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { closePreview, forgetEnd, useReruns } from "#src/web/state/rerun-dialog.ts";
import { countSources, sourceWords } from "./count-sources.ts";
import { PreviewDialog } from "./preview-dialog.tsx";

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
  const outline = useQuery(queries.outline(useClient(), runId));
  const ended = outline.data?.run.status === "running" ? undefined : outline.data;
  useEffect(() => {
    if (outline.error !== null) forgetEnd(runId);
    if (ended === undefined) return;
    forgetEnd(runId);
    const { status, signal } = ended.run;
    // Who stopped it knows.
    const isGood = status === "finished" || signal !== null;
    say(endWords(ended), isGood ? "done" : "failed", {
      label: "Compare",
      onClick: () => compareRun(ended.run),
    });
  }, [ended, outline.error, runId]);
  return null;
}

function endWords({ run, nodes }: RunOutline): string {
  const took = run.duration_ms === null ? "" : ` after ${formatDuration(run.duration_ms)}`;
  return `The re-run ${howWords(run)}${took}: ${sourceWords(countSources(nodes))}.`;
}

function howWords({ status, signal, exit_code: code }: Run): string {
  if (status === "finished") return "has ended";
  if (signal !== null) return `was ended by ${signal}`;
  if (status === "interrupted") return "was interrupted";
  return code === null ? "failed" : `failed with exit code ${code}`;
}
