// What clients, and the service, can read of Anthropic's messages.
import { type TSchema, Type } from "@sinclair/typebox";
import { isObject } from "#src/protocol/json.ts";
import { lazily, maybe, oneOf, shapeProblem, word } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function messageRequestProblem(body: unknown): string | null {
  const problem = shapeProblem(shapes().request, body);
  if (problem !== null || !isObject(body)) return problem;
  // Vertex and Bedrock have the model in the path, and say which version of the API they want.
  if (!("model" in body) && !("anthropic_version" in body))
    return "model: is missing, must be a text";
  const goesOn = isObject(body["thread"]);
  return "max_tokens" in body || goesOn ? null : "max_tokens: is missing, must be a number";
}

/** See {@link Operation.responseProblem}. */
export function messageResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().response, body);
}

const shapes = /* @__PURE__ */ lazily(() => ({
  request: Type.Object({
    model: Type.Optional(Type.String()),
    max_tokens: Type.Optional(Type.Number()),
    system: maybe(contentShape(oneOf({ text: { text: Type.String() } }))),
    messages: Type.Array(
      Type.Object({
        role: word("user", "assistant", "system"),
        content: contentShape(oneOf(requestBlocks())),
      }),
    ),
    tools: maybe(Type.Array(Type.Object({}))),
    stream: maybe(Type.Boolean()),
  }),
  response: Type.Object({
    id: Type.String(),
    type: Type.Literal("message"),
    role: Type.Literal("assistant"),
    content: Type.Array(oneOf(responseBlocks())),
    stop_reason: maybe(Type.String()),
    usage: Type.Object({ input_tokens: Type.Number(), output_tokens: Type.Number() }),
  }),
}));

function contentShape(block: TSchema): TSchema {
  return Type.Union([Type.String(), Type.Array(block)], {
    description: "a text or a list of blocks",
  });
}

type Blocks = Record<string, Record<string, TSchema>>;

function responseBlocks(): Blocks {
  return {
    text: { text: Type.String(), citations: maybe(Type.Array(Type.Unknown())) },
    tool_use: { id: Type.String(), name: Type.String(), input: Type.Object({}) },
    thinking: { thinking: Type.String(), signature: maybe(Type.String()) },
  };
}

function requestBlocks(): Blocks {
  return {
    ...responseBlocks(),
    tool_result: {
      tool_use_id: Type.String(),
      content: maybe(contentShape(Type.Object({ type: Type.String() }))),
      is_error: maybe(Type.Boolean()),
    },
    image: { source: Type.Object({ type: Type.String() }) },
  };
}
