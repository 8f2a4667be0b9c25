import { expect, test } from "vitest";
import { recognize } from "#src/providers/recognizers.ts";

test.each<[path: string, body: object, form: string]>([
  ["/v1/chat/completions", { messages: [] }, "plain"],
  ["/v1/chat/completions", { messages: [], stream: true }, "stream"],
  [
    "/v1/chat/completions",
    { messages: [], stream: true, stream_options: { include_usage: true } },
    "stream+usage",
  ],
  ["/v1/responses", { model: "m", input: "x", stream: true }, "stream"],
  ["/v1/messages", { model: "m", max_tokens: 1, messages: [] }, "plain"],
  [
    "/v1/models/m:streamRawPredict",
    { anthropic_version: "v", max_tokens: 1, messages: [] },
    "stream",
  ],
  ["/v1beta/models/g:generateContent", { contents: [] }, "plain"],
  ["/v1beta/models/g:streamGenerateContent?alt=sse", { contents: [] }, "stream"],
  ["/v1beta/models/g:streamGenerateContent?key=x", { contents: [] }, "stream-array"],
  ["/model/m/converse", { messages: [] }, "plain"],
  ["/model/m/converse-stream", { messages: [] }, "stream"],
  ["/model/m/invoke-with-response-stream", {}, "stream"],
  ["/api/chat", { model: "m", messages: [] }, "stream"],
  ["/api/chat", { model: "m", messages: [], stream: false }, "plain"],
  ["/v2/chat", { model: "m", messages: [], stream: true }, "stream"],
  ["/v1/embeddings", { model: "m", input: "x" }, "plain"],
])("%s with %j wants its answer as %s", (url, body, form) => {
  const path = url.replace(/\?.*$/, "");
  const recognizer = recognize("POST", path).find((each) => each.matchesBody(body, path));
  expect(recognizer?.form?.(body, `https://host${url}`) ?? "plain").toBe(form);
});
