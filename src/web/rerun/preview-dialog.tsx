// Before a re-run: which calls really go out, why, and what they cost; and how it is to be run. Runs in
// the browser.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RerunRequest } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { Dialog } from "#src/web/shell/dialog.tsx";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { useReruns } from "#src/web/state/rerun-dialog.ts";
import { PreviewCalls } from "./preview-calls.tsx";
import { PreviewOptions } from "./preview-options.tsx";
import { PreviewTotals } from "./preview-totals.tsx";
import { buttonWords, cautionWords } from "./preview-words.ts";
import { NO_WISH, readWish } from "./rerun-wish.ts";
import { useRerun } from "./use-rerun.ts";

interface Props {
  readonly run: Run;
  readonly onClose: () => void;
}

/** Typing asks the server this long after the last key. */
const TYPING_MS = 300;

export function PreviewDialog({ run, onClose }: Props) {
  const [wish, setWish] = useState(NO_WISH);
  const { startingId } = useReruns();
  const start = useRerun();
  const { request, problem } = readWish(wish);
  // How long it may take changes nothing about what goes out.
  const { timeout: _limit, ...asked } = request;
  const settled = useSettled(asked);
  const preview = useQuery({
    ...queries.preview(useClient(), run.run_id, settled),
    placeholderData: keepPreviousData,
  });
  const isOld = preview.isPlaceholderData || JSON.stringify(asked) !== JSON.stringify(settled);
  const isStartable = preview.data?.background.problem === null;
  const canStart = problem === null && isStartable && !isOld && startingId === null;
  return (
    <Dialog title={`Re-run of ${run.label ?? run.run_id}: what will run`} onClose={onClose} wide>
      <form
        className="preview"
        onSubmit={(event) => {
          event.preventDefault();
          if (canStart) void start(run, request);
        }}
      >
        {preview.error === null ? null : <Problem error={preview.error} />}
        {preview.data === undefined ? (
          preview.error === null && <p className="empty">Looking what would run…</p>
        ) : (
          <div className="preview-result" aria-busy={isOld} data-old={isOld ? "true" : undefined}>
            {cautionWords(run, preview.data).map((text) => (
              <p key={text} className="caution" role="note">
                {text}
              </p>
            ))}
            <PreviewTotals preview={preview.data} />
            <PreviewCalls run={run} preview={preview.data} onLeave={onClose} />
          </div>
        )}
        <PreviewOptions wish={wish} onChange={setWish} hasEdits={run.edits > 0} />
        <footer>
          {problem === null ? null : (
            <p className="problem-text" role="alert">
              {problem}
            </p>
          )}
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={!canStart}>
            {startingId === null
              ? buttonWords(preview.data, {
                  isOffline: wish.offline,
                  isWhole: run.status === "finished",
                })
              : "Starting…"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** What has not changed for a moment. */
function useSettled(asked: RerunRequest): RerunRequest {
  const [settled, setSettled] = useState(asked);
  const text = JSON.stringify(asked);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as RerunRequest), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
