// Makes the control of a comparison: the first run once more, live and without edits, so that what an edit
// changed can be told from what varies by itself. Runs in the browser.
import { useMutation, useQuery } from "@tanstack/react-query";
import { CONTROL_LABEL } from "#src/protocol/presentation/session-runs.ts";
import type { RerunRequest } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { costWords, isWholePreview } from "#src/web/rerun/preview-words.ts";
import { say, sayError } from "#src/web/shell/notices.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";

const LIVE_AND_UNEDITED: RerunRequest = { edits: false, cache: false };

export function ControlButton({ run }: { readonly run: Run }) {
  const client = useClient();
  const { writer } = client;
  const preview = useQuery(queries.preview(client, run.run_id, LIVE_AND_UNEDITED));
  const start = useMutation({
    mutationFn: async () => {
      const started = await writer?.rerun(run.run_id, LIVE_AND_UNEDITED);
      if (started !== undefined) await writer?.patchRun(started.run_id, { label: CONTROL_LABEL });
    },
    onSuccess: () => say("The control runs. The comparison takes it in when it has ended."),
    onError: sayError,
  });
  // What was made with edits would be run without them: that tells nothing of this comparison.
  const hasEdits = (run.replay?.edits.length ?? 0) > 0;
  if (writer === null || preview.data === undefined || hasEdits) return null;
  const { live, background } = preview.data;
  if (background.problem !== null) return null;
  const least = isWholePreview(run) ? "" : "at least ";
  return (
    <button
      type="button"
      disabled={start.isPending}
      title="Runs a again, live and without edits: what differs there, too, varies by itself"
      onClick={() => start.mutate()}
    >
      {start.isPending
        ? "Starting…"
        : `Run a control: ${least}${live.calls} live, ${costWords(preview.data) ?? "cost not known"}`}
    </button>
  );
}
