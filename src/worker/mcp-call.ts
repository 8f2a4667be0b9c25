// An MCP tool call over stdio as a call to record. Runs in the user's process.
import type { McpRequest } from "#src/intercept/call-recorder.ts";
import { captureCallSite } from "#src/intercept/location.ts";
import { recognize } from "#src/providers/recognizers.ts";
import type { StartingCall } from "./call-starter.ts";
import { recordBody } from "./wire-bytes.ts";

/** The path under which the same call would go over HTTP; stdio has none. */
const PATH = "/mcp";

/** The call, or null where the request is another MCP method. */
export function toMcpCall(
  request: McpRequest,
  startedAt: number,
  scrub: (text: string) => string,
): StartingCall | null {
  const parsed = { jsonrpc: "2.0", id: 0, method: request.method, params: request.params };
  const recognizer = recognize("POST", PATH).find((each) => each.matchesBody(parsed, PATH));
  if (recognizer === undefined) return null;
  const site = captureCallSite();
  const body = { contentType: "application/json", contentEncoding: null, scrub };
  const event = {
    method: "POST",
    url: scrub(`stdio:${request.server}`),
    request: recordBody(JSON.stringify(parsed), body),
    location: site.location,
    stack: site.stack,
    retry: 0,
  };
  const answerable = request.answerable !== false;
  return { recognizer, label: null, path: PATH, parsed, startedAt, scrub, answerable, event };
}
