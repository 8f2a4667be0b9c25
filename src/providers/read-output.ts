// The one way from a response's bytes to the body that a node shows. Runs in the server.
import { type BodyHeaders, type DecodedBody, decodeBody } from "./decode-body.ts";
import type { Operation } from "./operation.ts";

/**
 * The body of a response: JSON as it is, a stream as the body it amounts to, whatever its content type
 * says (Gemini streams as one JSON array, some gateways send events as text). Bytes that are none of
 * this are shown as `decodeBody` has them; never throws.
 */
export function readOutput(operation: Operation, wire: Uint8Array, headers: BodyHeaders): unknown {
  return outputOfBody(operation, decodeBody(wire, headers), headers.contentType);
}

/** The same, from a body already decoded. */
export function outputOfBody(
  operation: Operation,
  body: DecodedBody,
  contentType: string | null,
): unknown {
  const { kind, value, bytes } = body;
  if (kind !== "stream" && kind !== "text" && !Array.isArray(value)) return value;
  return operation.assembleStream({ bytes, contentType: contentType ?? "" }) ?? value;
}
