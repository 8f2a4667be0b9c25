// The bodies of recorded calls as values. Runs in the server; reads only.
import { type DecodedBody, decodeBody } from "#src/providers/decode-body.ts";
import { readOutput } from "#src/providers/read-output.ts";
import { operationById } from "#src/providers/registry.ts";
import { readOrEmpty } from "#src/runs/shown-body.ts";
import type { BodyId, NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** What tells a node's requests: the one that was sent, and the program's own where an edit replaced it. */
export type RequestOf = Pick<NodeRecord, "requestBody" | "requestType" | "askedBody">;

/** The request that the program itself made. */
export function askedBodyOf({ askedBody, requestBody }: RequestOf): BodyId | null {
  return askedBody ?? requestBody;
}

/** One of the requests of a node. */
export async function decodedRequest(
  store: StoreReader,
  node: RequestOf,
  body: BodyId | null,
): Promise<DecodedBody> {
  const bytes = await readOrEmpty(store.bodies, body);
  return decodeBody(bytes, { contentType: node.requestType, contentEncoding: null });
}

/** The parsed body of a request; undefined where it was not kept. */
export async function requestValue(
  store: StoreReader,
  node: RequestOf,
  body: BodyId | null,
): Promise<unknown> {
  return body === null ? undefined : (await decodedRequest(store, node, body)).value;
}

/** The same of what the program itself asked. */
export async function askedValue(store: StoreReader, node: RequestOf): Promise<unknown> {
  return requestValue(store, node, askedBodyOf(node));
}

/** The whole response of a node, a stream put together. */
export async function responseValue(store: StoreReader, node: NodeRecord): Promise<unknown> {
  const bytes = await readOrEmpty(store.bodies, node.responseBody);
  const headers = { contentType: node.responseType, contentEncoding: null };
  const operation = operationById(node.operation ?? "");
  return operation === null
    ? decodeBody(bytes, headers).value
    : readOutput(operation, bytes, headers);
}
