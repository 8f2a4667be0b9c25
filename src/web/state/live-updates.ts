// Puts what happens into what the page has read: together, once a frame, so that a busy program does not
// hold the page up. Runs in the browser.
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { Client, ConnectionState } from "#src/web/client/client.ts";
import { applyToOutline, applyToRuns } from "./apply-deltas.ts";
import { type CatchUp, catchUp } from "./catch-up.ts";
import { addStreamText, endStream } from "./stream-texts.ts";

/** Lists of sessions, and what re-runs would do, are read anew at most this often. */
const LIST_MS = 400;

/** An edit and a new edge are a run's own; what a run answered may serve any other. */
const FOR_PREVIEWS: ReadonlySet<string> = new Set([
  "run.updated",
  "run.finished",
  "run.deleted",
  "edge.added",
]);

/** Ends with the function it gives. */
export function startLiveUpdates(
  client: Client,
  cache: QueryClient,
  onState: (state: ConnectionState) => void,
): () => void {
  let waiting: RunDelta[] = [];
  let frame = 0;
  let listTimer = 0;
  /** Since the lists were read last, as far as re-runs are concerned. */
  let changed: RunDelta[] = [];
  const late = catchUp(cache);

  const flush = (): void => {
    frame = 0;
    const deltas = waiting;
    waiting = [];
    apply(cache, late, deltas);
    changed.push(...deltas.filter(({ type }) => FOR_PREVIEWS.has(type)));
    if (listTimer === 0) {
      listTimer = window.setTimeout(() => {
        listTimer = 0;
        late.invalidate(["sessions"]);
        refreshPreviews(late, changed);
        changed = [];
      }, LIST_MS);
    }
  };
  const stop = client.watch({
    onDelta: (delta) => {
      if (delta.type === "node.chunk") return addStreamText(delta.run_id ?? "", delta.data);
      waiting.push(delta);
      // A hidden page draws no frames, and must not collect without end.
      if (frame === 0)
        frame = document.hidden ? window.setTimeout(flush, 500) : requestAnimationFrame(flush);
    },
    onReset: () => late.invalidate([]),
    onState,
  });
  return () => {
    stop();
    late.stop();
    cancelAnimationFrame(frame);
    clearTimeout(listTimer);
  };
}

function apply(cache: QueryClient, late: CatchUp, deltas: readonly RunDelta[]): void {
  const change = <Data>(key: QueryKey, make: (known: Data) => Data): void => {
    const put = (): void => {
      cache.setQueryData<Data>(key, (known) => (known === undefined ? undefined : make(known)));
    };
    late.after(key, put);
    put();
  };
  const byRun = Map.groupBy(deltas, ({ run_id }) => run_id ?? "");
  for (const [runId, ofRun] of byRun) {
    change<RunOutline>(["outline", runId], (known) => applyToOutline(known, ofRun));
    refreshNodes(late, runId, ofRun);
  }
  for (const [sessionId, ofSession] of Map.groupBy(deltas, ({ session_id }) => session_id)) {
    change<readonly Run[]>(["runs", sessionId], (known) =>
      applyToRuns(sessionId, known, ofSession),
    );
    if (ofSession.some(({ type }) => type === "session.updated")) late.invalidate(["session"]);
  }
}

/** What a re-run would do, of the runs for which that may be something else now. */
function refreshPreviews(late: CatchUp, deltas: readonly RunDelta[]): void {
  if (deltas.some(({ type }) => type === "run.finished" || type === "run.deleted")) {
    late.invalidate(["preview"]);
    return;
  }
  for (const runId of new Set(deltas.map(({ run_id: id }) => id ?? ""))) {
    late.invalidate(["preview", runId]);
  }
}

/** Bodies are not in deltas: those that are shown are read anew. */
function refreshNodes(late: CatchUp, runId: string, deltas: readonly RunDelta[]): void {
  const changed = new Set<string>();
  for (const delta of deltas) {
    if (delta.type === "node.updated") {
      changed.add(delta.data.id);
      if (delta.data.status !== "running") endStream(runId, delta.data.id);
    }
    if (delta.type === "edge.added") {
      changed.add(delta.data.source);
      changed.add(delta.data.target);
    }
    if (delta.type === "run.updated") late.invalidate(["edits", runId]);
  }
  for (const nodeId of changed) {
    late.invalidate(["node", runId, nodeId]);
  }
  if (deltas.some(({ type }) => type === "run.finished" || type === "run.updated")) {
    late.invalidate(["output", runId]);
    late.invalidate(["log", runId]);
    late.invalidate(["diff"]);
  }
}
