// The one way from a response's bytes to the body that a node shows. Runs in the server.
import { type BodyHeaders, decodeBody } from "./decode-body.ts";
import type { Operation } from "./operation.ts";

/**
 * The body of a response: JSON as it is, a stream as the body it amounts to, whatever its content type
 * says (Gemini streams as one JSON array, some gateways send events as text). Bytes that are none of
 * this are shown as `decodeBody` has them; never throws.
 */
export function readOutput(operation: Operation, wire: Uint8Array, headers: BodyHeaders): unknown {
  const { kind, value, bytes } = decodeBody(wire, headers);
  if (kind === "stream" || kind === "text" || Array.isArray(value)) {
    const contentType = headers.contentType ?? "";
    return operation.assembleStream({ bytes, contentType }) ?? value;
  }
  return value;
}
