// Edges as they fit to what is shown: their evidence was found in what was recorded, and a run's own
// edits lie over that. Whoever hands out edges beside nodes takes them from here. Runs in the server;
// reads only.
import type { Edge, Evidence } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { laidOver } from "#src/runs/edits/overlay.ts";
import { type ShownChange, relocateText, toSearched } from "#src/runs/edits/relocate-text.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { EditRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** Gives an edge with its evidence in what is shown; one without an edited end as it is. */
export type ShowEdge = (edge: Edge) => Edge | Promise<Edge>;

/** `edits` are the run's own, as `ownEdits()` reads them. */
export function createShowEdge(
  store: StoreReader,
  runId: string,
  edits: ReadonlyMap<number, EditRecord>,
): ShowEdge {
  const changes = new ChangedBodies(store, runId);
  const changed = (id: string, side: EditSide): EditRecord | null => {
    const edit = edits.get(nodeNumber(id));
    return edit !== undefined && laidOver(edit, side) !== null ? edit : null;
  };
  return (edge) => {
    if (edits.size === 0) return edge;
    const output = changed(edge.source, "output");
    const input = changed(edge.target, "input");
    return output === null && input === null ? edge : relocated(edge, { input, output }, changes);
  };
}

type EditedEnds = Readonly<Record<EditSide, EditRecord | null>>;

async function relocated(edge: Edge, ends: EditedEnds, changes: ChangedBodies): Promise<Edge> {
  const input = ends.input === null ? null : await changes.of(ends.input);
  const output = ends.output === null ? null : await changes.of(ends.output);
  return { ...edge, evidence: edge.evidence.map((one) => inShown(one, { input, output })) };
}

function inShown(
  evidence: Evidence,
  { input, output }: Readonly<Record<EditSide, ShownChange | null>>,
): Evidence {
  const { input_path, input_span, output_path, output_span } = evidence;
  const read = { path: input_path, span: input_span };
  const said = { path: output_path, span: output_span };
  const to = input === null ? read : relocateText(read, input);
  const from = output === null ? said : relocateText(said, output);
  return {
    ...evidence,
    input_path: to.path,
    input_span: to.span,
    output_path: from.path,
    output_span: from.span,
  };
}

/** Edges come by their sources, so that a few bodies in memory are enough. */
const KEPT = 8;

class ChangedBodies {
  readonly #store: StoreReader;
  readonly #runId: string;
  readonly #kept = new Map<number, Promise<ShownChange | null>>();

  constructor(store: StoreReader, runId: string) {
    this.#store = store;
    this.#runId = runId;
  }

  /** What the edit changes; null where its node is gone. */
  of(edit: EditRecord): Promise<ShownChange | null> {
    const known = this.#kept.get(edit.number);
    if (known !== undefined) return known;
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
    const change = this.#read(edit);
    this.#kept.set(edit.number, change);
    return change;
  }

  async #read(edit: EditRecord): Promise<ShownChange | null> {
    const node = await this.#store.nodes.get(this.#runId, edit.number);
    if (node === null) return null;
    const { bodies } = this.#store;
    return {
      recorded: toSearched(await shownValue(bodies, node[edit.side])),
      shown: toSearched(await shownValue(bodies, laidOver(edit, edit.side))),
    };
  }
}
