// What clients can read of Ollama's bodies.
import { Type } from "@sinclair/typebox";
import { lazily, maybe, shapeProblem, word } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function chatRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().chatRequest, body);
}

/** See {@link Operation.responseProblem}. */
export function chatResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().chatResponse, body);
}

/** The same for `/api/generate`. */
export function generateRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().generateRequest, body);
}

/** The same for `/api/generate`. */
export function generateResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().generateResponse, body);
}

/** The same for embeddings. */
export function embedRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().embedRequest, body);
}

/** The same for embeddings. */
export function embedResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().embedResponse, body);
}

const shapes = /* @__PURE__ */ lazily(() => {
  const model = Type.String();
  const said = {
    content: maybe(Type.String()),
    thinking: maybe(Type.String()),
    tool_calls: maybe(
      Type.Array(
        Type.Object({ function: Type.Object({ name: Type.String(), arguments: Type.Object({}) }) }),
      ),
    ),
  };
  const vector = Type.Array(Type.Number());
  return {
    chatRequest: Type.Object({
      model,
      messages: Type.Array(
        Type.Object({ role: word("system", "user", "assistant", "tool"), ...said }),
      ),
      stream: maybe(Type.Boolean()),
    }),
    chatResponse: Type.Object({
      message: Type.Object({ role: word("assistant"), ...said, content: Type.String() }),
      done: Type.Optional(Type.Boolean()),
      done_reason: maybe(Type.String()),
    }),
    generateRequest: Type.Object({ model, prompt: Type.String(), stream: maybe(Type.Boolean()) }),
    generateResponse: Type.Object({
      response: Type.String(),
      thinking: maybe(Type.String()),
      done: Type.Optional(Type.Boolean()),
    }),
    embedRequest: Type.Object({ model }),
    embedResponse: Type.Object({
      embeddings: Type.Optional(Type.Array(vector)),
      embedding: Type.Optional(vector),
    }),
  };
});
