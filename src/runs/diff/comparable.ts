// What of a body is compared: not what every answer has anew (ids, times, accounting). Pure.
import { isObject } from "#src/protocol/json.ts";
import { normalizeRequest } from "#src/providers/normalize-request.ts";

/** Top-level fields of answers that differ from one to the next and say nothing. */
const ANEW = new Set([
  "id",
  "created",
  "created_at",
  "createTime",
  "completed_at",
  "responseId",
  "generation_id",
  "request_id",
  "system_fingerprint",
  "service_tier",
  "usage",
  "usageMetadata",
  "metrics",
  "total_duration",
  "load_duration",
  "prompt_eval_count",
  "prompt_eval_duration",
  "eval_count",
  "eval_duration",
]);

/** A request as its identity sees it. */
export function comparableInput(operation: string | null, body: unknown): unknown {
  return operation === null ? body : normalizeRequest(operation, body);
}

/** An answer without what is new in each; ids of tool calls stand for their order. */
export function comparableOutput(operation: string | null, body: unknown): unknown {
  if (operation === null || !isModelCall(operation) || !isObject(body)) return body;
  const lasting = Object.fromEntries(Object.entries(body).filter(([key]) => !ANEW.has(key)));
  return normalizeRequest(operation, lasting);
}

/** What a tool answers is its own: all of it counts. */
function isModelCall(operation: string): boolean {
  return !operation.startsWith("mcp.") && !operation.startsWith("configured.");
}
