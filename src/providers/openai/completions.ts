// OpenAI's legacy completions, kept alive by vLLM, llama.cpp and LM Studio; and Mistral's
// fill-in-the-middle, which has the same request but answers with chat messages.
// https://platform.openai.com/docs/api-reference/completions
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { RequestFacts, ResponseFacts } from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  readPrompt,
  readTextAt,
  wantsStream,
} from "#src/providers/read-content.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";
import { streamWhereAsked } from "#src/providers/wanted-form.ts";
import { modelOfDeployment } from "./model-of-path.ts";
import { completionRequestProblem, completionResponseProblem } from "./chat-shapes.ts";
import { withCompletionText } from "./with-chat-text.ts";
import { writeCompletionForm } from "./write-completion.ts";

export const openaiCompletionsRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.completions",
  form: streamWhereAsked,
  streamEnd: /^data: ?\[DONE\]/m,
  kind: "llm",
  endings: ["/completions"],
  path: /(?<!\/chat|\/fim|\/agents)\/completions$/,
  matchesBody: (body, path) =>
    isObject(body) &&
    (typeof body["prompt"] === "string" || Array.isArray(body["prompt"])) &&
    (typeof body["model"] === "string" || path.includes("/v1/") || path.includes("/deployments/")),
});

export const openaiCompletions: Operation = /* @__PURE__ */ defineOperation(
  openaiCompletionsRecognizer,
  {
    provider: "openai",
    readRequest: readCompletionRequest,
    readResponse,
    assembleStream: ({ bytes }) => assembleCompletionStream(bytes),
    forms: ["plain", "stream"],
    writeForm: writeCompletionForm,
    withText: withCompletionText,
    requestProblem: completionRequestProblem,
    responseProblem: completionResponseProblem,
  },
);

/** Request facts of a completion of a prompt, with what shall follow it in `suffix`. */
export function readCompletionRequest(body: unknown, path: string): RequestFacts {
  return createRequestFacts({
    model: stringAt(body, "model") ?? modelOfDeployment(path),
    messages: readPrompt(body, ["prompt", "suffix"]),
    streaming: wantsStream(body),
  });
}

function readResponse(body: unknown): ResponseFacts {
  return createResponseFacts({
    model: stringAt(body, "model"),
    id: stringAt(body, "id"),
    messages: arrayAt(body, "choices").map((choice, index) => {
      const path = joinPath("choices", index);
      return createMessage({ role: "assistant", path, texts: readTextAt(choice, "text", path) });
    }),
    usage: readOpenaiUsage(property(body, "usage")),
    error: readErrorMessage(body),
  });
}

function assembleCompletionStream(bytes: Uint8Array): unknown {
  const top: Record<string, unknown> = {};
  const choices = new Map<number, Record<string, unknown>>();
  for (const { json } of parseJsonEvents(bytes)) {
    if (!isObject(json) || !(Array.isArray(json["choices"]) || "error" in json)) continue;
    for (const [key, value] of Object.entries(json)) {
      if (key !== "choices" && (value !== null || !(key in top))) top[key] = value;
    }
    arrayAt(json, "choices").forEach((choice, at) => addChoice(choices, choice, at));
  }
  if (Object.keys(top).length === 0 && choices.size === 0) return null;
  if (choices.size === 0 && "error" in top) return top;
  return { ...top, choices: [...choices.entries()].sort(([a], [b]) => a - b).map(([, c]) => c) };
}

function addChoice(
  choices: Map<number, Record<string, unknown>>,
  choice: unknown,
  position: number,
): void {
  if (!isObject(choice)) return;
  const index = numberAt(choice, "index") ?? position;
  const known = choices.get(index);
  if (known === undefined) {
    choices.set(index, { ...choice });
    return;
  }
  const text = (stringAt(known, "text") ?? "") + (stringAt(choice, "text") ?? "");
  for (const [key, value] of Object.entries(choice)) if (value !== null) known[key] = value;
  known["text"] = text;
}
