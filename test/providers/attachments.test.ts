import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { findAttachments } from "#src/providers/attachments.ts";

const bytes = Buffer.from("\x89PNG\r\n\x1a\n and some more bytes", "latin1");
const data = bytes.toString("base64");
const described = {
  size_bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
};

describe("findAttachments()", () => {
  test.each<[string, unknown, string, string]>([
    [
      "OpenAI image_url",
      { messages: [{ content: [{ image_url: { url: `data:image/png;base64,${data}` } }] }] },
      "messages[0].content[0].image_url.url",
      "image/png",
    ],
    [
      "OpenAI input_image",
      {
        input: [
          { content: [{ type: "input_image", image_url: `data:image/webp;base64,${data}` }] },
        ],
      },
      "input[0].content[0].image_url",
      "image/webp",
    ],
    [
      "OpenAI file_data",
      { file: { filename: "a.pdf", file_data: data } },
      "file.file_data",
      "application/pdf",
    ],
    [
      "OpenAI input_audio",
      { input_audio: { data, format: "wav" } },
      "input_audio.data",
      "audio/wav",
    ],
    ["OpenAI images", { data: [{ b64_json: data }] }, "data[0].b64_json", "image/png"],
    [
      "OpenAI image_generation_call",
      { output: [{ type: "image_generation_call", result: data, output_format: "jpeg" }] },
      "output[0].result",
      "image/jpeg",
    ],
    [
      "Anthropic source",
      { source: { type: "base64", media_type: "application/pdf", data } },
      "source.data",
      "application/pdf",
    ],
    [
      "Gemini inlineData",
      { parts: [{ inlineData: { mimeType: "image/jpeg", data } }] },
      "parts[0].inlineData.data",
      "image/jpeg",
    ],
    [
      "Gemini inline_data",
      { parts: [{ inline_data: { mime_type: "image/jpeg", data } }] },
      "parts[0].inline_data.data",
      "image/jpeg",
    ],
    [
      "Bedrock image",
      { image: { format: "png", source: { bytes: data } } },
      "image.source.bytes",
      "image/png",
    ],
    [
      "Bedrock document",
      { document: { format: "pdf", name: "a", source: { bytes: data } } },
      "document.source.bytes",
      "application/pdf",
    ],
    ["Ollama images", { messages: [{ images: [data] }] }, "messages[0].images[0]", "image/png"],
    [
      "MCP image",
      { content: [{ type: "image", data, mimeType: "image/png" }] },
      "content[0].data",
      "image/png",
    ],
    [
      "MCP resource",
      { resource: { uri: "f", blob: data, mimeType: "image/gif" } },
      "resource.blob",
      "image/gif",
    ],
    [
      "a file of a form",
      { file: { $file: { name: "a", media_type: "audio/wav", ...described } } },
      "file",
      "audio/wav",
    ],
  ])("%s", (_, body, path, media_type) => {
    expect(findAttachments(body)).toEqual([{ path, media_type, ...described }]);
  });

  test("text is no attachment, even where its keys are those of one", () => {
    expect(
      findAttachments({
        messages: [{ content: "data: see below" }],
        source: { type: "text", media_type: "text/plain", data: "plain words" },
        data: "abc",
        bytes: 7,
        images: ["https://example.com/a.png"],
        image_url: "https://example.com/a.png",
      }),
    ).toEqual([]);
  });

  test("is quick on a large body without any", () => {
    const body = {
      messages: Array.from({ length: 2_000 }, () => ({ role: "user", content: "x".repeat(1_000) })),
      vector: Array.from({ length: 1_000_000 }, () => 0.5),
    };
    const started = performance.now();
    expect(findAttachments(body)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
