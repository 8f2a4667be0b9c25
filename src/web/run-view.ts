// One run as a list of its calls in the order in which they were made. Runs in the browser.
import { newestRun } from "#src/cli/session-runs.ts";
import { foldEdges } from "#src/cli/graph/fold-edges.ts";
import { orderNodes } from "#src/cli/graph/order-nodes.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import { findRun, findSession, listRuns, readOutline } from "./api.ts";
import { CallRow, type TimeScale } from "./call-row.ts";
import { element, frameElement } from "./element.ts";
import { type ConnectionState, connectLive } from "./live.ts";
import { renderRunHeader } from "./run-header.ts";
import { showError } from "./show-error.ts";

export interface RunWish {
  readonly session: string | null;
  readonly run: string | null;
}

/** Changes are drawn together, at most this often. */
const DRAW_MS = 150;

/** Shows the wished run, or the newest of the wished session, and keeps it up to date. */
export async function showRun(
  wish: RunWish,
  onState: (state: ConnectionState) => void,
): Promise<void> {
  const wished = wish.run === null ? null : await findRun(wish.run);
  const session = await findSession(wished?.session_id ?? wish.session ?? "last");
  const view = new RunView(session, wished?.run_id ?? null);
  await view.read();
  jumpToFragment();
  connectLive(
    {
      onDelta: (delta) => view.apply(delta),
      onReset: () => void view.read().catch(showError),
      onState,
    },
    session.session_id,
  );
}

class RunView {
  readonly #session: Session;
  readonly #runs = new Map<string, Run>();
  readonly #nodes = new Map<string, NodeSummary>();
  readonly #edges = new Map<string, Edge>();
  readonly #rows = new Map<string, CallRow>();
  readonly #list = element("ol", { className: "calls" });
  readonly #header = element("header", { className: "run" });
  #runId: string | null;
  #isDrawing = false;
  #lastDrawMs = 0;

  /** `runId` null stands for the newest run. */
  constructor(session: Session, runId: string | null) {
    this.#session = session;
    this.#runId = runId;
    document.title = `${session.name} · ao`;
    frameElement("content").replaceChildren(this.#header, this.#list);
  }

  /** Everything anew from the server. */
  async read(): Promise<void> {
    for (const run of await listRuns(this.#session.session_id)) this.#runs.set(run.run_id, run);
    this.#runId ??= newestRun([...this.#runs.values()])?.run_id ?? null;
    if (this.#runId !== null) {
      const { run, nodes, edges } = await readOutline(this.#runId);
      this.#runs.set(run.run_id, run);
      for (const node of nodes) this.#nodes.set(node.id, node);
      for (const edge of edges) this.#edges.set(`${edge.source} ${edge.target}`, edge);
    }
    this.#draw();
  }

  apply(delta: RunDelta): void {
    switch (delta.type) {
      case "run.started":
      case "run.updated":
      case "run.finished":
        this.#runs.set(delta.data.run_id, delta.data);
        if (this.#runId === null) void this.read().catch(showError);
        break;
      case "run.deleted":
        this.#forget(delta.run_id ?? "");
        break;
      case "node.added":
      case "node.updated":
        if (delta.run_id === this.#runId) this.#nodes.set(delta.data.id, delta.data);
        break;
      case "edge.added": {
        const { source, target } = delta.data;
        if (delta.run_id === this.#runId) this.#edges.set(`${source} ${target}`, delta.data);
        break;
      }
      case "node.chunk":
        if (delta.run_id === this.#runId)
          this.#rows.get(delta.data.node_id)?.addText(delta.data.text);
        return;
      case "session.updated":
        if ("deleted" in delta.data) location.replace("/");
        return;
      case "log":
        return;
    }
    this.#drawSoon();
  }

  /** Deleted: the newest of the others takes its place. */
  #forget(runId: string): void {
    this.#runs.delete(runId);
    const { session_id: session } = this.#session;
    if (this.#runId === runId) location.replace(`/?session=${encodeURIComponent(session)}`);
  }

  #drawSoon(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    setTimeout(
      () => {
        this.#isDrawing = false;
        this.#draw();
      },
      // A run of thousands of calls takes longer to draw; the page must stay free in between.
      Math.max(DRAW_MS, this.#lastDrawMs * 4),
    );
  }

  #draw(): void {
    const started = performance.now();
    this.#drawAll();
    this.#lastDrawMs = performance.now() - started;
  }

  #drawAll(): void {
    const run = this.#runId === null ? undefined : this.#runs.get(this.#runId);
    renderRunHeader(this.#header, { session: this.#session, run, runs: [...this.#runs.values()] });
    if (run === undefined) return;
    const edges = [...this.#edges.values()];
    const nodes = orderNodes([...this.#nodes.values()], edges);
    const { shown, implied } = foldEdges(
      nodes.map(({ id }) => id),
      edges,
    );
    const sources = Map.groupBy(shown, ({ target }) => target);
    const hidden = Map.groupBy(implied, ({ target }) => target);
    const scale = timeScale(run, nodes);
    let next = this.#list.firstChild;
    for (const node of nodes) {
      const row = this.#rows.get(node.id) ?? new CallRow(run.run_id, node.id);
      this.#rows.set(node.id, row);
      const impliedCount = hidden.get(node.id)?.length ?? 0;
      row.update({ node, sources: sources.get(node.id) ?? [], impliedCount, scale });
      if (row.item === next) next = next.nextSibling;
      else this.#list.insertBefore(row.item, next);
    }
  }
}

function timeScale(run: Run, nodes: readonly NodeSummary[]): TimeScale {
  let start = Date.parse(run.started_at);
  let end = start + (run.duration_ms ?? 0);
  for (const node of nodes) {
    const begin = Date.parse(node.started_at);
    start = Math.min(start, begin);
    end = Math.max(end, begin + (node.duration_ms ?? 0));
  }
  return { start, length: Math.max(end - start, 1) };
}

/** The rows were not there when the browser looked for `#n4`. */
function jumpToFragment(): void {
  const target = /^#n\d+$/.test(location.hash) ? location.hash : null;
  if (target !== null) document.querySelector(target)?.scrollIntoView({ block: "center" });
}
