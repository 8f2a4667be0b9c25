// How Amazon Bedrock's runtime calls are told: `/model/<id>/<method>`.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
import { isObject } from "#src/protocol/json.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import { streamByPath } from "#src/providers/wanted-form.ts";

export const bedrockConverseRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "bedrock.converse",
  form: streamByPath,
  kind: "llm",
  endings: ["/converse", "/converse-stream"],
  path: /\/model\/[^/]+\/converse(-stream)?$/,
  // A stored prompt (an ARN as the model) comes with variables instead of messages.
  matchesBody: (body) =>
    isObject(body) && (Array.isArray(body["messages"]) || isObject(body["promptVariables"])),
});

export const bedrockInvokeRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "bedrock.invoke",
  form: streamByPath,
  kind: "llm",
  endings: ["/invoke", "/invoke-with-response-stream"],
  path: /\/model\/(?![^/]*embed)[^/]+\/invoke(-with-response-stream)?$/,
  matchesBody: (body) => isObject(body),
});

export const bedrockEmbedRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "bedrock.embed",
  kind: "embedding",
  endings: ["/invoke"],
  path: /\/model\/[^/]*embed[^/]*\/invoke$/,
  matchesBody: (body) => isObject(body),
});
