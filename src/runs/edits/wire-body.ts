// From what a node shows to what is on the wire, for the few operations that show a part of a body
// (MCP: arguments and result). Runs in the server; reads only.
import { isObject, property } from "#src/protocol/json.ts";
import { operationById } from "#src/providers/registry.ts";
import { askedValue, requestValue, responseValue } from "#src/runs/recorded-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** The request body of a node in which `value` is what the node shows as its input. */
export async function wireRequest(
  store: StoreReader,
  node: NodeRecord,
  value: unknown,
): Promise<unknown> {
  if (operationById(node.operation ?? "")?.inputOf === undefined) return value;
  const request = await askedValue(store, node);
  const params = property(request, "params");
  return {
    ...(isObject(request) ? request : {}),
    params: { ...(isObject(params) ? params : {}), arguments: value },
  };
}

/**
 * The response body of a node, unstreamed, in which `value` is what the node shows as its output. A
 * string where the body is plain text and no JSON (`node.output.format` is then `text`).
 */
export async function wireResponse(
  store: StoreReader,
  node: NodeRecord,
  value: unknown,
): Promise<unknown> {
  if (operationById(node.operation ?? "")?.outputOf === undefined) return value;
  const response = await responseValue(store, node);
  const request = await requestValue(store, node, node.requestBody);
  const id = property(response, "id") ?? property(request, "id") ?? null;
  return { jsonrpc: "2.0", id, [isRpcError(value) ? "error" : "result"]: value };
}

/** What a node shows of a failed call is the error of the envelope. */
function isRpcError(value: unknown): boolean {
  return typeof property(value, "code") === "number" && !("content" in Object(value));
}
