// Bedrock's Converse: one format for all of its models.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import type {
  Message,
  RequestFacts,
  ResponseFacts,
  Role,
  TextLeaf,
  ToolCall,
  ToolResult,
  Usage,
} from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  parseArguments,
  readErrorMessage,
  readTextAt,
  readTexts,
  toRole,
} from "#src/providers/read-content.ts";
import { decodePathSegment } from "#src/providers/openai/model-of-path.ts";
import { assembleConverseStream } from "./converse-stream.ts";
import { bedrockConverseRecognizer } from "./recognizers.ts";
import { converseRequestProblem, converseResponseProblem } from "./shapes.ts";
import { withConverseText } from "./with-answer-text.ts";
import { writeConverseForm } from "./write-converse.ts";

export const bedrockConverse: Operation = /* @__PURE__ */ defineOperation(
  bedrockConverseRecognizer,
  {
    provider: "bedrock",
    readRequest: readConverseRequest,
    readResponse: readConverseResponse,
    assembleStream: ({ bytes }) => assembleConverseStream(bytes),
    forms: ["plain", "stream"],
    writeForm: writeConverseForm,
    withText: withConverseText,
    requestProblem: converseRequestProblem,
    responseProblem: converseResponseProblem,
  },
);

/** The model of `/model/<id>/…`, an inference profile or an ARN included. */
export function modelOfBedrockPath(path: string): string | null {
  const id = /\/model\/([^/]+)\/[^/]+\/?$/.exec(path)?.[1];
  return id === undefined ? null : decodePathSegment(id);
}

/** Request facts of Converse; Amazon's own models take the same body through `invoke`. */
export function readConverseRequest(body: unknown, path: string): RequestFacts {
  const system = readTexts(property(body, "system"), "system");
  return createRequestFacts({
    model: modelOfBedrockPath(path),
    messages: [
      ...(system.length === 0
        ? []
        : [createMessage({ role: "system", path: "system", texts: system })]),
      ...arrayAt(body, "messages").map((message, index) =>
        readConverseMessage(message, joinPath("messages", index), "user"),
      ),
    ],
    streaming: path.includes("-stream"),
  });
}

/** Response facts of Converse. */
export function readConverseResponse(body: unknown): ResponseFacts {
  const message = property(property(body, "output"), "message");
  return createResponseFacts({
    messages: isObject(message)
      ? [readConverseMessage(message, "output.message", "assistant")]
      : [],
    usage: readConverseUsage(property(body, "usage")),
    error: readErrorMessage(body),
  });
}

/** Cached tokens are counted beside `inputTokens`, not in it. */
function readConverseUsage(usage: unknown): Usage | null {
  const input = numberAt(usage, "inputTokens");
  const output = numberAt(usage, "outputTokens");
  if (input === null && output === null) return null;
  const read = numberAt(usage, "cacheReadInputTokens") ?? 0;
  const written = numberAt(usage, "cacheWriteInputTokens") ?? 0;
  return { input: (input ?? 0) + read + written, output: output ?? 0, cached: read };
}

function readConverseMessage(message: unknown, path: string, fallback: Role): Message {
  const texts: TextLeaf[] = [];
  const tool_calls: ToolCall[] = [];
  const tool_results: ToolResult[] = [];
  const content = joinPath(path, "content");
  arrayAt(message, "content").forEach((block, index) => {
    const at = joinPath(content, index);
    const use = property(block, "toolUse");
    const result = property(block, "toolResult");
    if (isObject(use)) tool_calls.push(readToolUse(use, at));
    else if (isObject(result)) tool_results.push(readToolResult(result, at));
    else texts.push(...readBlockTexts(block, at));
  });
  const isTool = tool_results.length > 0 && texts.length === 0;
  const role = isTool ? "tool" : toRole(property(message, "role"), fallback);
  return createMessage({ role, path, texts, tool_calls, tool_results });
}

function readToolUse(use: unknown, path: string): ToolCall {
  return {
    id: stringAt(use, "toolUseId"),
    name: stringAt(use, "name") ?? "",
    arguments: parseArguments(property(use, "input")),
    arguments_path: joinPath(joinPath(path, "toolUse"), "input"),
    path,
  };
}

function readToolResult(result: unknown, path: string): ToolResult {
  return {
    call_id: stringAt(result, "toolUseId"),
    name: null,
    content: property(result, "content") ?? null,
    path: joinPath(joinPath(path, "toolResult"), "content"),
    is_error: stringAt(result, "status") === "error",
  };
}

function readBlockTexts(block: unknown, path: string): TextLeaf[] {
  const reasoning = property(property(block, "reasoningContent"), "reasoningText");
  const guarded = property(property(block, "guardContent"), "text");
  return [
    ...readTextAt(block, "text", path),
    ...readTextAt(reasoning, "text", joinPath(joinPath(path, "reasoningContent"), "reasoningText")),
    ...readTextAt(guarded, "text", joinPath(joinPath(path, "guardContent"), "text")),
  ];
}
