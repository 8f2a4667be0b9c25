// What clients can read of OpenAI's embeddings, images and audio.
import { Type } from "@sinclair/typebox";
import { lazily, maybe, shapeProblem } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function embeddingsRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().embeddingsRequest, body);
}

/** See {@link Operation.responseProblem}. */
export function embeddingsResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().embeddingsResponse, body);
}

/** The same for images. */
export function imagesResponseProblem(body: unknown): string | null {
  return shapeProblem(shapes().imagesResponse, body);
}

/** The same for transcripts, which may be bare texts. */
export function transcriptProblem(body: unknown): string | null {
  return typeof body === "string" ? null : shapeProblem(shapes().transcript, body);
}

/** The same for speech. */
export function speechRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().speechRequest, body);
}

const shapes = /* @__PURE__ */ lazily(() => ({
  embeddingsRequest: Type.Object({
    model: Type.Optional(Type.String()),
    input: Type.Union([Type.String(), Type.Array(Type.Unknown())]),
  }),
  embeddingsResponse: Type.Object({
    data: Type.Array(
      Type.Object({
        embedding: Type.Union([Type.Array(Type.Number()), Type.String()], {
          description: "a list of numbers or base64",
        }),
        index: Type.Optional(Type.Number()),
      }),
    ),
    usage: maybe(Type.Object({})),
  }),
  imagesResponse: Type.Object({
    data: Type.Array(Type.Object({ b64_json: maybe(Type.String()), url: maybe(Type.String()) })),
  }),
  transcript: Type.Object({ text: Type.String() }),
  speechRequest: Type.Object({ model: Type.Optional(Type.String()), input: Type.String() }),
}));
