// Edits of what the program's own tools answered. Nobody intercepts such a tool: its result is seen in
// the requests that carry it, and there it is replaced. Runs in the server; reads only.
import { isObject } from "#src/protocol/json.ts";
import type { ToolResultEdit } from "#src/protocol/replay-file.ts";
import type { ToolResult } from "#src/providers/message.ts";
import { operationById } from "#src/providers/registry.ts";
import { pathOf } from "#src/runs/read-call.ts";
import { requestValue } from "#src/runs/recorded-body.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { nodeId, nodeNumber } from "#src/store/node-id.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** A tool's result as the first request that carried it has it. */
export interface CarriedResult {
  /** The call whose request it is. */
  readonly consumer: NodeRecord;
  readonly result: ToolResult;
  /** The request's body. */
  readonly body: unknown;
}

/**
 * The replacements for a replay file: those of the run's own edits, and those that it was made with
 * itself and that were not taken back.
 */
export async function toolResultEdits(
  store: StoreReader,
  runId: string,
): Promise<readonly ToolResultEdit[]> {
  const edits: ToolResultEdit[] = [];
  const seen = new Set<number>();
  for (const edit of await store.edits.of(runId)) {
    const node = await store.nodes.get(runId, edit.number);
    if (node === null || !node.summary.inferred) continue;
    seen.add(node.number);
    const carried = edit.body === null ? null : await carriedResult(store, node);
    if (edit.body === null || carried === null) continue;
    const to = await shownValue(store.bodies, { body: edit.body, format: "json" });
    const from = (await askedResult(store, carried)) ?? carried.result;
    edits.push(toEdit(node, { from, to, twins: await twinsOf(store, node, from) }));
  }
  for (const node of await store.nodes.edited(runId)) {
    if (!node.summary.inferred || seen.has(node.number)) continue;
    const carried = await carriedResult(store, node);
    const asked = carried === null ? null : await askedResult(store, carried);
    if (carried === null || asked === null) continue;
    const to = carried.result.content;
    edits.push(toEdit(node, { from: asked, to, twins: await twinsOf(store, node, asked) }));
  }
  return edits;
}

/** The first request that carries the result of an inferred tool; null where none does any more. */
export async function carriedResult(
  store: StoreReader,
  tool: NodeRecord,
): Promise<CarriedResult | null> {
  const { out } = await store.edges.of(tool.runId, tool.summary.id);
  for (const edge of out) {
    const consumer = await store.nodes.get(tool.runId, nodeNumber(edge.target));
    if (consumer === null) continue;
    const body = await requestValue(store, consumer, consumer.requestBody);
    const paths = new Set(
      edge.evidence.filter((one) => one.kind === "transcript").map((one) => one.input_path),
    );
    const result = resultsOf(consumer, body).find(({ path }) => paths.has(path));
    if (result !== undefined) return { consumer, result, body };
  }
  return null;
}

/** Whether a tool's result is not the tool's own, but an edit that the run was made with. */
export async function isReplacedResult(store: StoreReader, tool: NodeRecord): Promise<boolean> {
  const carried = await carriedResult(store, tool);
  const asked = carried === null ? null : await askedResult(store, carried);
  return asked !== null && !Bun.deepEquals(asked.content, carried?.result.content);
}

/** The same result as the program itself had it; null where what it asked was sent. */
export async function askedResult(
  store: StoreReader,
  { consumer, result }: CarriedResult,
): Promise<ToolResult | null> {
  if (consumer.askedBody === null) return null;
  const body = await requestValue(store, consumer, consumer.askedBody);
  return resultsOf(consumer, body).find(({ path }) => path === result.path) ?? null;
}

function resultsOf(consumer: NodeRecord, body: unknown): readonly ToolResult[] {
  const operation = operationById(consumer.operation ?? "");
  if (operation === null || !isObject(body)) return [];
  const { messages } = operation.readRequest(body, pathOf(consumer.summary.url ?? ""));
  return messages.flatMap((message) => message.tool_results);
}

const PAGE = 1000;

/** Other calls of the tool with the same result: an edit is of one of them. */
async function twinsOf(
  store: StoreReader,
  tool: NodeRecord,
  { content }: ToolResult,
): Promise<ToolResultEdit["twins"]> {
  const ids: string[] = [];
  let before = 0;
  for (let last = 0; ;) {
    const page = await store.nodes.page(tool.runId, last, PAGE);
    for (const node of page) {
      last = node.number;
      if (!node.summary.inferred || node.number === tool.number) continue;
      if (node.summary.label !== tool.summary.label) continue;
      const carried = await carriedResult(store, node);
      const result = carried && ((await askedResult(store, carried)) ?? carried.result);
      if (!result?.call_id || !Bun.deepEquals(result.content, content)) continue;
      ids.push(result.call_id);
      if (node.number < tool.number) before += 1;
    }
    if (page.length < PAGE) break;
  }
  return ids.length === 0 ? undefined : { call_ids: ids, before };
}

interface Replacement {
  readonly from: ToolResult;
  readonly to: unknown;
  readonly twins: ToolResultEdit["twins"];
}

function toEdit(tool: NodeRecord, { from, to, twins }: Replacement): ToolResultEdit {
  return {
    call_id: from.call_id,
    name: from.name ?? tool.summary.label,
    from: from.content,
    to,
    ...(twins === undefined ? {} : { twins }),
    node: { run_id: tool.runId, node_id: nodeId(tool.number) },
  };
}
