// MCP's `tools/call`: a JSON-RPC request over streamable HTTP (answered as JSON or as a stream of
// events) or over stdio. https://modelcontextprotocol.io/specification (server/tools, transports)
import { arrayAt, isObject, joinPath, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation, type Recognizer } from "#src/providers/operation.ts";
import type { ResponseFacts, TextLeaf } from "#src/providers/message.ts";
import { parseJsonLines } from "#src/providers/json-lines.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readTextAt,
  readTexts,
} from "#src/providers/read-content.ts";
import { toolRequestProblem, toolResponseProblem } from "./shapes.ts";
import { withResultText } from "./with-result-text.ts";
import { writeRpcAnswer } from "./write-answer.ts";

/** A server may be at any path; the shape alone tells. */
export const mcpToolsCallRecognizer: Recognizer = {
  operation: "mcp.tools-call",
  kind: "tool",
  matchesPath: (method) => method.toUpperCase() === "POST",
  matchesBody: (body) =>
    isObject(body) &&
    body["jsonrpc"] === "2.0" &&
    body["method"] === "tools/call" &&
    isObject(body["params"]) &&
    typeof body["params"]["name"] === "string",
};

export const mcpToolsCall: Operation = /* @__PURE__ */ defineOperation(mcpToolsCallRecognizer, {
  provider: "mcp",
  readRequest: (body) => createRequestFacts({ label: stringAt(property(body, "params"), "name") }),
  readResponse,
  assembleStream: ({ bytes }) => assembleRpcStream(bytes),
  writeForm: writeRpcAnswer,
  withText: withResultText,
  requestProblem: toolRequestProblem,
  responseProblem: toolResponseProblem,
  inputOf: (body) => property(property(body, "params"), "arguments") ?? {},
  outputOf: (body) => property(body, "result") ?? property(body, "error") ?? body,
});

/** Facts of a JSON-RPC response, or of the result alone, as a node shows it. */
function readResponse(body: unknown): ResponseFacts {
  const isEnvelope = isObject(body) && ("result" in body || "jsonrpc" in body);
  const path = isEnvelope ? "result" : "";
  const result = isEnvelope ? property(body, "result") : body;
  const texts = [
    ...readTexts(property(result, "content"), joinPath(path, "content")),
    ...readResources(result, path),
  ];
  return createResponseFacts({
    messages: isObject(result) ? [createMessage({ role: "tool", path, texts })] : [],
    error: readRpcError(body) ?? readToolError(result, texts),
  });
}

function readResources(result: unknown, path: string): TextLeaf[] {
  return arrayAt(result, "content").flatMap((part, index) => {
    const at = joinPath(joinPath(joinPath(path, "content"), index), "resource");
    return readTextAt(property(part, "resource"), "text", at);
  });
}

/** A protocol error: in its envelope, or alone as a node shows it. */
function readRpcError(body: unknown): string | null {
  const error = property(body, "error");
  if (isObject(error)) return stringAt(error, "message") ?? "unknown error";
  const isAlone = typeof property(body, "code") === "number";
  return isAlone ? stringAt(body, "message") : null;
}

/** A tool that failed answers with `isError` and its text. */
function readToolError(result: unknown, texts: readonly TextLeaf[]): string | null {
  return property(result, "isError") === true ? (texts[0]?.text ?? "tool failed") : null;
}

/** The response among the messages of the stream; requests and notifications of the server are not it. */
function assembleRpcStream(bytes: Uint8Array): unknown {
  const sent = parseJsonEvents(bytes).map(({ json }) => json);
  const messages = sent.length > 0 ? sent : parseJsonLines(bytes);
  return (
    messages.find((message) => isObject(message) && ("result" in message || "error" in message)) ??
    null
  );
}
