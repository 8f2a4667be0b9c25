// The JSON-RPC answer around a tool's result. Its id is given to it when it is served.
import { isObject, property } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { writeJson } from "#src/providers/write-body.ts";

/** A result, an error, or the whole answer, as one JSON body: every client takes it, streaming or not. */
export function writeRpcAnswer(body: unknown, form: string): WireBody | null {
  return form === "plain" ? writeJson(toEnvelope(body)) : null;
}

function toEnvelope(body: unknown): unknown {
  if (isObject(body) && ("result" in body || "error" in body || "jsonrpc" in body)) return body;
  const isError =
    typeof property(body, "code") === "number" && !Array.isArray(property(body, "content"));
  return { jsonrpc: "2.0", id: 0, ...(isError ? { error: body } : { result: body }) };
}
