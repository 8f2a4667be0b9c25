// What clients can read of Bedrock's bodies.
import { Type } from "@sinclair/typebox";
import { arrayAt, isObject, property } from "#src/protocol/json.ts";
import {
  messageRequestProblem,
  messageResponseProblem,
} from "#src/providers/anthropic/message-shapes.ts";
import { chatResponseProblem } from "#src/providers/openai/chat-shapes.ts";
import { lazily, maybe, shapeProblem, word } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function converseRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().request, body);
}

/** See {@link Operation.responseProblem}. */
export function converseResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().response, body);
}

/** The same for `invoke`, as far as the body tells the model family; each has a format of its own. */
export function invokeRequestProblem(body: unknown): string | null {
  if (property(body, "anthropic_version") !== undefined) return messageRequestProblem(body);
  return shapeProblem(shapes().anyRequest, body);
}

/** The same for what `invoke` returns. */
export function invokeResponseProblem(body: unknown): string | null {
  if (isObject(property(body, "output"))) return converseResponseProblem(body);
  if (property(body, "type") === "message") return messageResponseProblem(body);
  const [choice] = arrayAt(body, "choices");
  if (property(choice, "message") !== undefined) return chatResponseProblem(body);
  return shapeProblem(shapes().anyResponse, body);
}

const shapes = /* @__PURE__ */ lazily(() => {
  const block = Type.Object(
    {
      text: Type.Optional(Type.String()),
      toolUse: Type.Optional(
        Type.Object({ toolUseId: Type.String(), name: Type.String(), input: Type.Unknown() }),
      ),
      toolResult: Type.Optional(
        Type.Object({ toolUseId: Type.String(), content: Type.Array(Type.Object({})) }),
      ),
      reasoningContent: Type.Optional(Type.Object({})),
    },
    { minProperties: 1 },
  );
  const content = Type.Array(block);
  const text = Type.Optional(Type.String());
  return {
    request: Type.Object({
      messages: Type.Optional(
        Type.Array(Type.Object({ role: word("user", "assistant"), content })),
      ),
      system: maybe(Type.Array(Type.Object({}))),
      inferenceConfig: maybe(Type.Object({})),
    }),
    response: Type.Object({
      output: Type.Object({
        message: Type.Object({ role: Type.Literal("assistant"), content }),
      }),
      stopReason: maybe(Type.String()),
      usage: maybe(Type.Object({})),
    }),
    anyRequest: Type.Object({ messages: Type.Optional(Type.Array(Type.Object({}))) }),
    anyResponse: Type.Object({
      generation: text,
      completion: text,
      results: Type.Optional(Type.Array(Type.Object({ outputText: text }))),
      outputs: Type.Optional(Type.Array(Type.Object({ text }))),
      generations: Type.Optional(Type.Array(Type.Object({ text }))),
      embedding: Type.Optional(Type.Array(Type.Number())),
    }),
  };
});
