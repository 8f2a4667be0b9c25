// An MCP tool call over stdio as a call to record. Runs in the user's process.
import type { McpRequest } from "#src/intercept/call-recorder.ts";
import { captureCallSite } from "#src/intercept/location.ts";
import { recognize } from "#src/providers/recognizers.ts";
import type { StartingCall } from "./call-starter.ts";
import { recordBody } from "./wire-bytes.ts";

/** Any path is a server's; stdio has none. */
const PATH = "/mcp";

/** The call, or null where the request is another MCP method. */
export function toMcpCall(
  request: McpRequest,
  startedAt: number,
  scrub: (text: string) => string,
): Omit<StartingCall, "subrun"> | null {
  const parsed = { jsonrpc: "2.0", id: 0, method: request.method, params: request.params };
  const recognizer = recognize("POST", PATH).find((each) => each.matchesBody(parsed, PATH));
  if (recognizer === undefined) return null;
  const site = captureCallSite();
  const body = JSON.stringify(parsed);
  const description = { contentType: "application/json", contentEncoding: null, scrub };
  const url = scrub(`stdio:${request.server}`);
  // The server's command is the path of its calls' identity, as the URL is read later.
  const path = URL.parse(url)?.pathname ?? "/";
  const event = {
    method: "POST",
    url,
    request: recordBody(body, description),
    location: site.location,
    stack: site.stack,
    retry: 0,
  };
  return {
    recognizer,
    label: null,
    url,
    path,
    body,
    parsed,
    startedAt,
    scrub,
    answerable: true,
    request: null,
    event,
  };
}
