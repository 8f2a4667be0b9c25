// What clients can read of Gemini's contents.
import { Type } from "@sinclair/typebox";
import { isObject, property } from "#src/protocol/json.ts";
import { lazily, maybe, shapeProblem, word } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function contentRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().request, body);
}

/** See {@link Operation.responseProblem}. */
export function contentResponseProblem(body: unknown): string | null {
  // A prompt that was refused has no answer, and says why.
  const isBlocked =
    isObject(property(body, "promptFeedback")) && property(body, "candidates") === undefined;
  return isBlocked ? null : shapeProblem(shapes().response, body);
}

/** The same for embeddings of any of the three methods. */
export function embedResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().embedResponse, body);
}

const shapes = /* @__PURE__ */ lazily(() => {
  const part = Type.Object({
    text: Type.Optional(Type.String()),
    thought: Type.Optional(Type.Boolean()),
    functionCall: Type.Optional(Type.Object({ name: Type.String(), args: maybe(Type.Object({})) })),
    functionResponse: Type.Optional(
      Type.Object({ name: Type.Optional(Type.String()), response: Type.Object({}) }),
    ),
    inlineData: Type.Optional(Type.Object({ data: Type.String() })),
  });
  const content = Type.Object({
    role: maybe(word("user", "model", "function", "system", "tool")),
    parts: Type.Union([Type.Array(part), part], { description: "a list of parts" }),
  });
  const contents = Type.Union([Type.String(), Type.Array(Type.Union([content, part])), content], {
    description: "a list of contents",
  });
  const embedding = Type.Object({ values: Type.Array(Type.Number()) });
  return {
    request: Type.Object({
      contents,
      systemInstruction: maybe(contents),
      tools: maybe(Type.Array(Type.Object({}))),
      generationConfig: maybe(Type.Object({})),
    }),
    response: Type.Object({
      candidates: Type.Array(
        Type.Object({
          // One that was stopped has none, or one without parts.
          content: Type.Optional(
            Type.Object({
              role: maybe(word("model", "user")),
              parts: Type.Optional(Type.Array(part)),
            }),
          ),
          index: Type.Optional(Type.Number()),
          finishReason: maybe(Type.String()),
        }),
        { minItems: 1 },
      ),
      usageMetadata: maybe(Type.Object({})),
    }),
    embedResponse: Type.Object({
      embedding: Type.Optional(embedding),
      embeddings: Type.Optional(Type.Array(embedding)),
      predictions: Type.Optional(Type.Array(Type.Unknown())),
    }),
  };
});
