// OpenAI's images: generations, edits and variations; pictures come as base64 or as links.
// https://platform.openai.com/docs/api-reference/images
import { arrayAt, isObject, joinPath, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  readPrompt,
  readTextAt,
} from "#src/providers/read-content.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";
import { streamWhereAsked } from "#src/providers/wanted-form.ts";
import { modelOfDeployment } from "./model-of-path.ts";
import { imagesResponseProblem } from "./media-shapes.ts";
import { writeImagesForm } from "./write-media.ts";

export const openaiImagesRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.images",
  form: streamWhereAsked,
  kind: "llm",
  endings: ["/images/generations", "/images/edits", "/images/variations"],
  // Edits are multipart uploads: no JSON to look at when they go out.
  matchesBody: (body, path) =>
    body === undefined
      ? !path.includes("/images/generations")
      : isObject(body) && (typeof body["prompt"] === "string" || "image" in body),
});

export const openaiImages: Operation = /* @__PURE__ */ defineOperation(openaiImagesRecognizer, {
  provider: "openai",
  readRequest: (body, path) =>
    createRequestFacts({
      model: stringAt(body, "model") ?? modelOfDeployment(path),
      messages: readPrompt(body, ["prompt"]),
      streaming: property(body, "stream") === true || property(body, "stream") === "true",
    }),
  readResponse: (body) =>
    createResponseFacts({
      model: stringAt(body, "model"),
      messages: arrayAt(body, "data").map((image, index) => {
        const path = joinPath("data", index);
        const texts = readTextAt(image, "revised_prompt", path);
        return createMessage({ role: "assistant", path, texts });
      }),
      usage: readOpenaiUsage(property(body, "usage")),
      error: readErrorMessage(body),
    }),
  assembleStream: ({ bytes }) => assembleImageStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeImagesForm,
  responseProblem: imagesResponseProblem,
});

/** The finished pictures; of a stream cut short the last partial one. */
function assembleImageStream(bytes: Uint8Array): unknown {
  const finished: Record<string, unknown>[] = [];
  let partial: Record<string, unknown> | null = null;
  for (const { json } of parseJsonEvents(bytes)) {
    if (!isObject(json)) continue;
    const type = stringAt(json, "type") ?? "";
    if (type.endsWith(".completed")) finished.push(json);
    else if (type.endsWith(".partial_image")) partial = json;
    else if ("error" in json) return json;
  }
  const images = finished.length > 0 ? finished : partial === null ? [] : [partial];
  const last = images.at(-1);
  if (last === undefined) return null;
  const { type: _, b64_json: __, partial_image_index: ___, created_at, usage, ...others } = last;
  return {
    created: created_at,
    ...others,
    data: images.map((image) => ({ b64_json: image["b64_json"] })),
    ...(usage === undefined ? {} : { usage }),
  };
}
