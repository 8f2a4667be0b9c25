// Between the store and the matching engine: gives it the calls as it wants them, and names its
// findings as the graph does. Runs in the server. One per graph; the only file that knows the engine.
import { isObject, joinPath } from "#src/protocol/json.ts";
import type { Evidence } from "#src/protocol/graph.ts";
import {
  type Findings,
  type ProvenanceEngine,
  createProvenanceEngine,
} from "#src/provenance/engine.ts";
import { operationById } from "#src/providers/registry.ts";
import type { Operation } from "#src/providers/operation.ts";
import { pathOf } from "#src/runs/read-call.ts";
import { requestValue, responseValue } from "#src/runs/recorded-body.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import type { MatchingStep, NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

export type { FoundEdge, InferredTool } from "#src/provenance/engine.ts";
export type { Findings } from "#src/provenance/engine.ts";

const NOTHING: Findings = { tools: [], edges: [] };

export class ProvenanceLink {
  readonly #engine: ProvenanceEngine = createProvenanceEngine();
  readonly #keyOf: (node: NodeRecord) => string;
  /** Where the shown part of a body stands in the whole, for the few nodes that show a part. */
  readonly #inputPrefixes = new Map<string, string>();
  readonly #outputPrefixes = new Map<string, string>();

  /** What intercepted nodes are named by in edges and tools: their ids, or what tells those of several runs apart. */
  constructor(keyOf: (node: NodeRecord) => string = ({ summary }) => summary.id) {
    this.#keyOf = keyOf;
  }

  /** Feeds one input or output to the engine. */
  async take(store: StoreReader, node: NodeRecord, side: MatchingStep["side"]): Promise<Findings> {
    const operation = operationById(node.operation ?? "");
    if (operation === null) return NOTHING;
    const found =
      side === "input"
        ? await this.#takeInput(store, node, operation)
        : await this.#takeOutput(store, node, operation);
    return this.#inputPrefixes.size + this.#outputPrefixes.size === 0
      ? found
      : { ...found, edges: found.edges.map((edge) => this.#relocate(edge)) };
  }

  async #takeInput(store: StoreReader, node: NodeRecord, operation: Operation): Promise<Findings> {
    const key = this.#keyOf(node);
    let body: unknown;
    if (operation.inputOf === undefined) body = await shownValue(store.bodies, node.input);
    else {
      body = await requestValue(store, node, node.requestBody);
      const prefix = pathOfPart(body, operation.inputOf(body));
      if (prefix !== "") this.#inputPrefixes.set(key, prefix);
    }
    return this.#engine.onInput({
      key,
      kind: node.summary.kind,
      startedAt: node.startedAt,
      body,
      // An edit sent other arguments than the model asked for: it is that call all the same.
      asked: node.summary.kind === "tool" ? await requestValue(store, node, node.askedBody) : null,
      facts: operation.readRequest(body, pathOf(node.summary.url ?? "")),
    });
  }

  async #takeOutput(store: StoreReader, node: NodeRecord, operation: Operation): Promise<Findings> {
    const key = this.#keyOf(node);
    const { first_byte_ms: firstByte, duration_ms: duration, status } = node.summary;
    let body: unknown;
    if (operation.outputOf === undefined) body = await shownValue(store.bodies, node.output);
    else {
      body = await responseValue(store, node);
      const prefix = pathOfPart(body, operation.outputOf(body));
      if (prefix !== "") this.#outputPrefixes.set(key, prefix);
    }
    return this.#engine.onOutput({
      key,
      endedAt: node.startedAt + (duration ?? 0),
      body,
      facts: operation.readResponse(body),
      firstByteAt: firstByte === null ? null : node.startedAt + firstByte,
      ok: status === "ok",
    });
  }

  /** Evidence points into what the nodes show. */
  #relocate(edge: Findings["edges"][number]): Findings["edges"][number] {
    const input = this.#inputPrefixes.get(edge.target);
    const output = this.#outputPrefixes.get(edge.source);
    if (input === undefined && output === undefined) return edge;
    const evidence = edge.evidence.map((one): Evidence => ({
      ...one,
      input_path: withoutPrefix(one.input_path, input),
      output_path: withoutPrefix(one.output_path, output),
    }));
    return { ...edge, evidence };
  }
}

/** Envelopes are shallow. */
const PREFIX_DEPTH = 3;

/** The path at which the very object `part` stands in `whole`; empty where it does not. */
function pathOfPart(whole: unknown, part: unknown, path = "", depth = 0): string {
  if (whole === part || !isObject(whole) || depth === PREFIX_DEPTH || !isObject(part)) return "";
  for (const [key, member] of Object.entries(whole)) {
    if (member === part) return joinPath(path, key);
    const found = pathOfPart(member, part, joinPath(path, key), depth + 1);
    if (found !== "") return found;
  }
  return "";
}

function withoutPrefix(path: string, prefix: string | undefined): string {
  if (prefix === undefined || !path.startsWith(prefix)) return path;
  const rest = path.slice(prefix.length);
  if (rest === "" || rest.startsWith("[")) return rest;
  return rest.startsWith(".") ? rest.slice(1) : path;
}
