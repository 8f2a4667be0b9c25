// The calls of a run as the alignment wants them, those of its subruns too. Runs in the server.
import type { Run } from "#src/protocol/session.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { createTurns } from "#src/runs/yield-to-event-loop.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { AlignableCall } from "./align-calls.ts";
import { comparableInput } from "./comparable.ts";
import { type Sketch, sketchOf } from "./request-sketch.ts";

export interface PlacedCall extends AlignableCall {
  readonly node: NodeRecord;
}

export interface RunCalls {
  readonly run: Run;
  /** Where it is in its program; "" where it is the whole of it. */
  readonly path: string;
  /** In order of time, by the path of the subrun they are in; "" is the run itself. */
  readonly places: ReadonlyMap<string, readonly PlacedCall[]>;
}

const PAGE = 1000;
/** Re-runs of re-runs that are followed back. */
const LONGEST_CHAIN = 100;

/** @throws AoError `not_found`. */
export async function readRunCalls(store: StoreReader, runId: string): Promise<RunCalls> {
  const { run, subrunPath } = await requireRun(store, runId);
  const origins = new Origins(store);
  const places = new Map<string, readonly PlacedCall[]>();
  places.set("", await callsOf(store, runId, origins));
  for (const subrun of await store.runs.subrunsOf(runId)) {
    // Below a subrun that is compared itself, places are told from there.
    const path = subrun.subrunPath.startsWith(`${subrunPath}/`)
      ? subrun.subrunPath.slice(subrunPath.length + 1)
      : subrun.subrunPath;
    places.set(path, await callsOf(store, subrun.run.run_id, origins));
  }
  return { run, path: subrunPath, places };
}

/**
 * A subrun beside what it is a part of: its places as `whole` tells them. Beside anything else it stays
 * as it is, because there the two themselves are what is compared.
 */
export function placedIn(part: RunCalls, whole: RunCalls): RunCalls {
  const above = whole.path === "" ? "" : `${whole.path}/`;
  if (part.path === whole.path || !part.path.startsWith(above)) return part;
  const place = part.path.slice(above.length);
  if (!whole.places.has(place)) return part;
  const places = [...part.places].map(
    ([inside, calls]) => [inside === "" ? place : `${place}/${inside}`, calls] as const,
  );
  return { ...part, path: whole.path, places: new Map(places) };
}

async function callsOf(store: StoreReader, runId: string, origins: Origins): Promise<PlacedCall[]> {
  const calls: PlacedCall[] = [];
  const giveWay = createTurns();
  let last = 0;
  for (;;) {
    const page = await store.nodes.page(runId, last, PAGE);
    for (const node of page) {
      calls.push(await toCall(store, node, origins));
      await giveWay();
    }
    last = page.at(-1)?.number ?? last;
    if (page.length < PAGE) break;
  }
  return calls.sort((a, b) => a.node.startedAt - b.node.startedAt || a.node.number - b.node.number);
}

async function toCall(store: StoreReader, node: NodeRecord, origins: Origins): Promise<PlacedCall> {
  const { summary } = node;
  const kind = `${node.operation ?? "inferred"} ${summary.kind === "tool" ? summary.label : ""}`;
  const { file = "", line = 0, column = 0 } = summary.location ?? {};
  return {
    id: `${node.runId} ${summary.id}`,
    origin: await origins.of(node),
    inputHash: summary.input_hash,
    occurrence: summary.occurrence,
    kind,
    site: `${node.process} ${kind} ${file}:${line}`,
    moved: `${kind} ${file} ${column}`,
    sketch: () => sketchOfInput(store, node),
    node,
  };
}

async function sketchOfInput(
  store: StoreReader,
  { operation, input }: NodeRecord,
): Promise<Sketch> {
  return sketchOf(comparableInput(operation, await shownValue(store.bodies, input)));
}

/** Follows re-runs back to the call that was recorded first. */
class Origins {
  readonly #store: StoreReader;
  readonly #known = new Map<string, string>();

  constructor(store: StoreReader) {
    this.#store = store;
  }

  async of(node: NodeRecord): Promise<string> {
    let current = { run_id: node.runId, node_id: node.summary.id };
    let from = node.summary.served_from;
    const passed: string[] = [];
    for (let step = 0; from !== null && step < LONGEST_CHAIN; step += 1) {
      current = from;
      const name = nameOf(current);
      passed.push(name);
      const known = this.#known.get(name);
      if (known !== undefined) return this.#remember(passed, known);
      const record = await this.#store.nodes.get(current.run_id, nodeNumber(current.node_id));
      from = record?.summary.served_from ?? null;
    }
    return this.#remember(passed, nameOf(current));
  }

  #remember(names: readonly string[], origin: string): string {
    for (const name of names) this.#known.set(name, origin);
    return origin;
  }
}

function nameOf(reference: { readonly run_id: string; readonly node_id: string }): string {
  return `${reference.run_id} ${reference.node_id}`;
}
