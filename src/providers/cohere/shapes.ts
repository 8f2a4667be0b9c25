// What clients can read of Cohere's bodies, of both versions.
import { Type } from "@sinclair/typebox";
import { property } from "#src/protocol/json.ts";
import { jsonText, lazily, maybe, oneOf, shapeProblem } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function cohereRequestProblem(body: unknown): string | null {
  const isFirst = typeof property(body, "message") === "string";
  return shapeProblem(isFirst ? shapes().request1 : shapes().request2, body);
}

/** See {@link Operation.responseProblem}. */
export function cohereResponseProblem(body: unknown): string | null {
  const isFirst = property(body, "text") !== undefined && property(body, "message") === undefined;
  return shapeProblem(isFirst ? shapes().response1 : shapes().response2, body);
}

/** The same for embeddings. */
export function cohereEmbedProblem(body: unknown): string | null {
  return shapeProblem(shapes().embedResponse, body);
}

const shapes = /* @__PURE__ */ lazily(() => {
  const tool_calls = maybe(
    Type.Array(
      Type.Object({
        id: Type.String(),
        function: Type.Object({ name: Type.String(), arguments: jsonText() }),
      }),
    ),
  );
  const blocks = Type.Array(
    oneOf({ text: { text: Type.String() }, thinking: { thinking: Type.String() } }),
  );
  const content = Type.Union([Type.String(), blocks], {
    description: "a text or a list of blocks",
  });
  return {
    request1: Type.Object({
      message: Type.String(),
      model: Type.Optional(Type.String()),
      chat_history: maybe(Type.Array(Type.Object({ role: Type.String() }))),
      stream: maybe(Type.Boolean()),
    }),
    request2: Type.Object({
      model: Type.String(),
      messages: Type.Array(
        Type.Object({ role: Type.String(), content: maybe(content), tool_calls }),
        { minItems: 1 },
      ),
      stream: maybe(Type.Boolean()),
    }),
    response1: Type.Object({ text: Type.String(), finish_reason: maybe(Type.String()) }),
    response2: Type.Object({
      id: maybe(Type.String()),
      message: Type.Object({
        role: Type.Literal("assistant"),
        content: maybe(blocks),
        tool_plan: maybe(Type.String()),
        tool_calls,
        citations: maybe(Type.Array(Type.Unknown())),
      }),
      finish_reason: maybe(Type.String()),
    }),
    embedResponse: Type.Object({
      embeddings: Type.Union([Type.Array(Type.Unknown()), Type.Object({})]),
    }),
  };
});
