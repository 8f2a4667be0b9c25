// Before a re-run: which calls really go out, why, and what they cost; and how it is to be run. Runs in
// the browser.
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Run } from "#src/protocol/session.ts";
import { Dialog } from "#src/web/shell/dialog.tsx";
import { Problem } from "#src/web/shell/problem.tsx";
import { useReruns } from "#src/web/state/rerun-dialog.ts";
import { PreviewCalls } from "./preview-calls.tsx";
import { PreviewOptions } from "./preview-options.tsx";
import { PreviewTotals } from "./preview-totals.tsx";
import { buttonWords, cautionWords } from "./preview-words.ts";
import { NO_WISH, readWish } from "./rerun-wish.ts";
import { type AskedPreview, usePreview } from "./use-preview.ts";
import { useRerun } from "./use-rerun.ts";

interface Props {
  readonly run: Run;
  readonly onClose: () => void;
}

export function PreviewDialog({ run, onClose }: Props) {
  const [wish, setWish] = useState(NO_WISH);
  const { startingId } = useReruns();
  const start = useRerun();
  const { request, problem } = readWish(wish);
  const preview = usePreview(run, request);
  const starter = useRef<HTMLButtonElement>(null);
  useFocusOnceShown(starter, preview);
  const isStartable = preview.data?.background.problem === null && !preview.isOld;
  const canStart = problem === null && isStartable && startingId === null;
  const words = buttonWords(run, preview.data);
  return (
    <Dialog title={`Re-run of ${run.label ?? run.run_id}: what will run`} onClose={onClose} wide>
      <form
        className="preview"
        onSubmit={(event) => {
          event.preventDefault();
          if (canStart) void start(run, request);
        }}
      >
        <Result run={run} preview={preview} usesCache={wish.cache} onLeave={onClose} />
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
          <button ref={starter} type="submit" className="primary" disabled={!canStart}>
            {startingId === null ? words : "Starting…"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Result(props: {
  readonly run: Run;
  readonly preview: AskedPreview;
  readonly usesCache: boolean;
  readonly onLeave: () => void;
}) {
  const { run, preview, usesCache, onLeave } = props;
  const { data, error, isOld } = preview;
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="empty">Looking what would run…</p>;
  return (
    <div className="preview-result" aria-busy={isOld} data-old={isOld ? "true" : undefined}>
      {cautionWords(run, data).map((text) => (
        <p key={text} className="caution" role="note">
          {text}
        </p>
      ))}
      <PreviewTotals preview={data} />
      <PreviewCalls run={run} preview={data} usesCache={usesCache} onLeave={onLeave} />
    </div>
  );
}

/** Enter then starts what has just been shown; never before that. */
function useFocusOnceShown(
  button: RefObject<HTMLButtonElement | null>,
  { data }: AskedPreview,
): void {
  const isShown = data !== undefined;
  useEffect(() => {
    if (isShown) button.current?.focus();
  }, [isShown, button]);
}
