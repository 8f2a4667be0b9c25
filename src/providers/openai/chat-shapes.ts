// What clients can read of chat completions, and of completions of a prompt.
import { type TSchema, Type } from "@sinclair/typebox";
import { stringAt } from "#src/protocol/json.ts";
import {
  jsonText,
  lazily,
  maybe,
  oneOf,
  shapeProblem,
  word,
} from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function chatRequestProblem(body: unknown): string | null {
  // Mistral takes arguments as objects, too.
  const isMistral = /tral/i.test(stringAt(body, "model") ?? "");
  return shapeProblem(isMistral ? shapes().mistralRequest : shapes().request, body);
}

/** See {@link Operation.responseProblem}. */
export function chatResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().response, body);
}

/** The same for completions of a prompt. */
export function completionRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().completionRequest, body);
}

/** The same for completions of a prompt. */
export function completionResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().completionResponse, body);
}

const shapes = /* @__PURE__ */ lazily(() => ({
  request: requestShape(jsonText()),
  mistralRequest: requestShape(
    Type.Union([Type.String(), Type.Object({})], { description: "JSON, as a text or an object" }),
  ),
  response: responseShape(),
  completionRequest: Type.Object({
    model: Type.Optional(Type.String()),
    prompt: Type.Union([Type.String(), Type.Array(Type.Unknown())]),
    stream: maybe(Type.Boolean()),
  }),
  completionResponse: Type.Object({
    choices: Type.Array(
      Type.Object({
        text: Type.String(),
        index: Type.Optional(Type.Number()),
        finish_reason: maybe(Type.String()),
      }),
      { minItems: 1 },
    ),
    usage: maybe(Type.Object({})),
  }),
}));

/** Text, or parts of which the wire has many kinds. */
export function contentShape(): TSchema {
  const parts = oneOf({
    text: { text: Type.String() },
    refusal: { refusal: Type.String() },
    image_url: { image_url: Type.Union([Type.String(), Type.Object({ url: Type.String() })]) },
  });
  return Type.Union([Type.String(), Type.Array(parts)], {
    description: "a text or a list of parts",
  });
}

/** Tool calls of a message; `arguments_` is what their arguments must be. */
function toolCallsShape(arguments_: TSchema): TSchema {
  return Type.Array(
    Type.Object({
      id: Type.String(),
      type: Type.Optional(Type.String()),
      function: Type.Optional(Type.Object({ name: Type.String(), arguments: arguments_ })),
      custom: Type.Optional(Type.Object({ name: Type.String(), input: Type.String() })),
    }),
  );
}

function requestShape(arguments_: TSchema): TSchema {
  return Type.Object({
    model: Type.Optional(Type.String()),
    messages: Type.Array(
      Type.Object({
        role: word("system", "developer", "user", "assistant", "tool", "function"),
        content: maybe(contentShape()),
        tool_calls: maybe(toolCallsShape(arguments_)),
        tool_call_id: maybe(Type.String()),
        name: maybe(Type.String()),
      }),
      { minItems: 1 },
    ),
    tools: maybe(Type.Array(Type.Object({ type: Type.Optional(Type.String()) }))),
    stream: maybe(Type.Boolean()),
    stream_options: maybe(Type.Object({})),
  });
}

function responseShape(): TSchema {
  return Type.Object({
    id: maybe(Type.String()),
    model: maybe(Type.String()),
    choices: Type.Array(
      Type.Object({
        index: Type.Optional(Type.Number()),
        message: Type.Object({
          role: word("assistant"),
          content: maybe(contentShape()),
          refusal: maybe(Type.String()),
          reasoning_content: maybe(Type.String()),
          tool_calls: maybe(toolCallsShape(jsonText())),
        }),
        finish_reason: maybe(Type.String()),
      }),
      { minItems: 1 },
    ),
    usage: maybe(Type.Object({})),
  });
}
