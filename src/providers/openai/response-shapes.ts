// What clients can read of the Responses API.
import { type TSchema, Type } from "@sinclair/typebox";
import { isObject } from "#src/protocol/json.ts";
import {
  jsonText,
  lazily,
  maybe,
  oneOf,
  shapeProblem,
  word,
} from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function responseRequestProblem(body: unknown): string | null {
  const problem = shapeProblem(shapes().request, body);
  if (problem !== null || !isObject(body)) return problem;
  // A stored prompt has a model of its own.
  const hasModel = "model" in body || isObject(body["prompt"]);
  return hasModel ? null : "model: is missing, must be a text";
}

/** See {@link Operation.responseProblem}. */
export function responseAnswerProblem(body: unknown): string | null {
  return shapeProblem(shapes().response, body);
}

const shapes = /* @__PURE__ */ lazily(() => ({
  request: Type.Object({
    model: Type.Optional(Type.String()),
    input: maybe(
      Type.Union([Type.String(), Type.Array(inputItem())], {
        description: "a text or a list of items",
      }),
    ),
    instructions: maybe(Type.Union([Type.String(), Type.Array(Type.Unknown())])),
    previous_response_id: maybe(Type.String()),
    tools: maybe(Type.Array(Type.Object({ type: Type.String() }))),
    stream: maybe(Type.Boolean()),
  }),
  response: Type.Object({
    id: Type.String(),
    model: maybe(Type.String()),
    status: maybe(Type.String()),
    output: Type.Array(
      oneOf({
        message: {
          role: word("assistant"),
          content: Type.Array(
            oneOf({
              output_text: {
                text: Type.String(),
                annotations: Type.Optional(Type.Array(Type.Unknown())),
              },
              refusal: { refusal: Type.String() },
            }),
          ),
        },
        ...sharedItems(),
      }),
    ),
    usage: maybe(Type.Object({ input_tokens: Type.Number(), output_tokens: Type.Number() })),
  }),
}));

/** Items that answers have and later requests repeat. */
function sharedItems(): Record<string, Record<string, TSchema>> {
  return {
    function_call: { call_id: Type.String(), name: Type.String(), arguments: jsonText() },
    custom_tool_call: { call_id: Type.String(), name: Type.String(), input: Type.String() },
    reasoning: {
      summary: Type.Array(oneOf({ summary_text: { text: Type.String() } })),
      content: maybe(Type.Array(Type.Object({ type: Type.String() }))),
    },
  };
}

function inputItem(): TSchema {
  const message = {
    role: word("user", "assistant", "system", "developer"),
    content: Type.Union([Type.String(), Type.Array(Type.Object({ type: Type.String() }))], {
      description: "a text or a list of parts",
    }),
  };
  const output = Type.Union([Type.String(), Type.Array(Type.Unknown())]);
  // A message need not say that it is one.
  return Type.Union([
    Type.Object({ type: Type.Optional(Type.Literal("message")), ...message }),
    oneOf({
      message,
      ...sharedItems(),
      function_call_output: { call_id: Type.String(), output },
      custom_tool_call_output: { call_id: Type.String(), output },
    }),
  ]);
}
