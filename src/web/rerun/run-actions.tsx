// What can be done with a run: run it again, see before what that would do, stop it, compare it; and
// while it runs, how far it is. Runs in the browser.
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Run, Session } from "#src/protocol/session.ts";
import { compareRun, hasOther } from "#src/web/compare/compare-run.ts";
import { rootOf } from "#src/web/run/run-family.ts";
import { sayError } from "#src/web/shell/notices.tsx";
import { useAction } from "#src/web/state/actions.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { openPreview, useReruns } from "#src/web/state/rerun-dialog.ts";
import { buttonWords } from "./preview-words.ts";
import { RerunFacts } from "./rerun-facts.tsx";
import { useRerun } from "./use-rerun.ts";

interface Props {
  readonly session: Session;
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function RunActions({ run, runs }: Props) {
  const { writer } = useClient();
  const isRunning = rootOf(run, runs).status === "running";
  useAction("diff", hasOther(run, runs) ? () => compareRun(run) : null);
  return (
    <div className="run-actions" role="group" aria-label="Actions">
      {writer === null ? null : isRunning ? (
        <StopButton run={rootOf(run, runs)} />
      ) : (
        <RerunButtons run={run} />
      )}
      {hasOther(run, runs) ? (
        <button type="button" title="Key d" onClick={() => compareRun(run)}>
          Compare
        </button>
      ) : null}
      <RerunFacts run={run} runs={runs} />
    </div>
  );
}

function RerunButtons({ run }: { readonly run: Run }) {
  const { startingId } = useReruns();
  const start = useRerun();
  const client = useClient();
  // What people came to see is read first.
  const isShown = useQuery({ ...queries.outline(client, run.run_id), enabled: false }).isSuccess;
  const preview = useQuery({ ...queries.preview(client, run.run_id, {}), enabled: isShown });
  const problem = preview.data?.background.problem ?? null;
  const words = buttonWords(run, preview.data);
  useAction("rerun", problem === null ? () => void start(run) : null);
  useAction("preview", () => openPreview(run));
  return (
    <>
      <button
        type="button"
        className="primary"
        title={problem ?? "Key r"}
        disabled={startingId !== null || problem !== null}
        onClick={() => void start(run)}
      >
        {startingId === run.run_id ? "Starting…" : problem === null ? words : "Re-run"}
      </button>
      <button type="button" title="Key R" onClick={() => openPreview(run)}>
        Preview
      </button>
      {problem === null ? null : <span className="run-problem">{problem}</span>}
    </>
  );
}

function StopButton({ run }: { readonly run: Run }) {
  const client = useClient();
  const stop = useMutation({
    mutationFn: async () => client.writer?.stop(run.run_id),
    onError: sayError,
  });
  return (
    <button
      type="button"
      className="danger"
      disabled={stop.isPending}
      title="Ends the program and all it started; after 5 seconds by force"
      onClick={() => stop.mutate()}
    >
      {stop.isPending ? "Stopping…" : "Stop"}
    </button>
  );
}
