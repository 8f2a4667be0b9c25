// Whether an edited body can be used: it is what the program, or the provider, can read. Runs in the
// server; reads only.
import { AoError } from "#src/errors.ts";
import { isObject, property } from "#src/protocol/json.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import type { Operation } from "#src/providers/operation.ts";
import { operationById } from "#src/providers/registry.ts";
import { withValueAt, stepsOf } from "#src/runs/edits/edit-paths.ts";
import { jsonTextHint } from "#src/runs/edits/json-text-hint.ts";
import { carriedResult } from "#src/runs/edits/tool-results.ts";
import { wireRequest, wireResponse } from "#src/runs/edits/wire-body.ts";
import { pathOf } from "#src/runs/read-call.ts";
import { askedValue, decodedRequest } from "#src/runs/recorded-body.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** @throws AoError `conflict` while the call is running: what it will be is not known. */
export function assertEnded({ summary: { id, status } }: NodeRecord): void {
  if (status !== "running") return;
  throw new AoError("conflict", `Cannot edit ${id}: the call is still running`, {
    hint: "wait until it has ended",
  });
}

/** @throws AoError `bad_input` where that side of the node is nothing that can be edited. */
export async function assertEditable(
  store: StoreReader,
  node: NodeRecord,
  side: EditSide,
): Promise<void> {
  const isInput = side === "input";
  const why = isInput ? await inputObstacle(store, node) : await outputObstacle(store, node);
  if (why === null) return;
  throw new AoError("bad_input", `Cannot edit the ${side} of ${node.summary.id}: ${why}`);
}

/** @throws AoError `bad_input` saying what could not be read, and where. */
export async function assertReadable(
  store: StoreReader,
  node: NodeRecord,
  edit: { readonly side: EditSide; readonly value: unknown },
): Promise<void> {
  const { side, value } = edit;
  const problem = node.summary.inferred
    ? await resultProblem(store, node, value)
    : side === "input"
      ? await inputProblem(store, node, value)
      : await outputProblem(store, node, value);
  if (problem === null) return;
  throw new AoError("bad_input", `Cannot edit the ${side} of ${node.summary.id}: ${problem}`, {
    hint: (await jsonTextHint(store, node, { side, value, problem })) ?? "nothing was changed",
  });
}

async function inputObstacle(store: StoreReader, node: NodeRecord): Promise<string | null> {
  if (operationById(node.operation ?? "") === null) return "ao does not know its format";
  if (node.requestBody === null) return "its request was too large to keep";
  const { kind } = await decodedRequest(store, node, node.requestBody);
  if (kind === "json") return null;
  const type = node.requestType?.split(";")[0] ?? "";
  return kind === "empty" ? "it has no body" : `its body is no JSON but ${type || kind}`;
}

async function outputObstacle(store: StoreReader, node: NodeRecord): Promise<string | null> {
  if (node.operation !== null && operationById(node.operation) === null) {
    return "ao does not know its format";
  }
  const binary = property(await shownValue(store.bodies, node.output), "$binary");
  if (!isObject(binary)) return null;
  return `it is no JSON but ${String(property(binary, "media_type") ?? "binary data")}`;
}

async function inputProblem(
  store: StoreReader,
  node: NodeRecord,
  value: unknown,
): Promise<string | null> {
  const operation = operationById(node.operation ?? "");
  if (operation === null) return null;
  const body = await wireRequest(store, node, value);
  const problem = operation.requestProblem?.(body) ?? null;
  return problem ?? shapeProblem(operation, body) ?? formProblem(store, node, { operation, body });
}

async function outputProblem(
  store: StoreReader,
  node: NodeRecord,
  value: unknown,
): Promise<string | null> {
  const operation = operationById(node.operation ?? "");
  if (operation === null) return null;
  if (node.output?.format === "text") {
    return typeof value === "string" ? null : `it is plain text: ${kindOf(value)} is none`;
  }
  const body = await wireResponse(store, node, value);
  return operation.responseProblem?.(body) ?? shapeProblem(operation, body);
}

/** Every provider's bodies are objects; what people configure may be anything. */
function shapeProblem(operation: Operation, body: unknown): string | null {
  if (operation.operation.startsWith("configured.") || isObject(body)) return null;
  return `it is an object: ${kindOf(body)} is none`;
}

/** The program reads the answer as it asked for it; a stream in place of a body would break it. */
async function formProblem(
  store: StoreReader,
  node: NodeRecord,
  edited: { readonly operation: Operation; readonly body: unknown },
): Promise<string | null> {
  const { operation, body } = edited;
  const path = pathOf(node.summary.url ?? "");
  const isPlain = (request: unknown): boolean =>
    (operation.form?.(request, path) ?? "plain") === "plain";
  const asked = await askedValue(store, node);
  const wasPlain = isPlain(asked);
  if (wasPlain === isPlain(body)) return null;
  return wasPlain
    ? "the program does not read its answer as a stream, and so cannot be given one"
    : "the program reads its answer as a stream, and so has to be given one";
}

/** The result has to fit into the request that carries it. */
async function resultProblem(
  store: StoreReader,
  tool: NodeRecord,
  value: unknown,
): Promise<string | null> {
  const carried = await carriedResult(store, tool);
  if (carried === null) return "no request carries its result";
  const { consumer, result, body } = carried;
  const isText = typeof result.content === "string";
  if (isText && typeof value !== "string") {
    return `the program gave it as a text, and ${kindOf(value)} is none: use a JSON string`;
  }
  const steps = stepsOf(result.path);
  const edited = steps === null ? body : withValueAt(body, steps, value);
  const operation = operationById(consumer.operation ?? "");
  const problem = operation?.requestProblem?.(edited) ?? null;
  return problem === null
    ? null
    : `${consumer.summary.id}, which is given it, could not: ${problem}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}
