// Hand-written fixtures of Anthropic and Google; sources are in the README beside the fixtures.
import { SSE, PIECES, ask, type HandWritten } from "./hand-written-parts.ts";
import { ANSWER, REASONING } from "./mock-answers.ts";

export const anthropicAndGoogle: readonly HandWritten[] = [
  {
    name: "anthropic-thread",
    operation: "anthropic.messages",
    path: "/v1/messages",
    request: {
      model: "claude-opus-5",
      max_tokens: 100,
      thread: { type: "continue", previous_message_id: "msg_before" },
      messages: [
        {
          role: "user",
          content: [
            {
              type: "tool_result",
              tool_use_id: "toolu_1",
              content: [{ type: "text", text: "21 °C" }],
            },
          ],
        },
      ],
    },
    response: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-opus-5",
      content: [{ type: "text", text: ANSWER }],
      stop_reason: "end_turn",
      usage: {
        input_tokens: 2,
        cache_read_input_tokens: 10,
        cache_creation_input_tokens: 0,
        output_tokens: 7,
      },
    },
  },
  {
    name: "anthropic-error-stream",
    operation: "anthropic.messages",
    path: "/v1/messages",
    request: { model: "claude-opus-5", max_tokens: 100, messages: ask, stream: true },
    type: SSE,
    response: [
      `event: message_start\ndata: ${JSON.stringify({ type: "message_start", message: { id: "msg_1", type: "message", role: "assistant", model: "claude-opus-5", content: [], stop_reason: null, usage: { input_tokens: 12, output_tokens: 1 } } })}`,
      'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
      `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: PIECES[0] } })}`,
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      "",
    ]
      .join("\r\n\r\n")
      .replaceAll("\ndata", "\r\ndata"),
  },
  {
    name: "gemini-array-stream",
    operation: "gemini.generate-content",
    path: "/v1beta1/projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro:streamGenerateContent",
    request: { contents: [{ role: "user", parts: [{ text: "Weather?" }] }] },
    response: `[${JSON.stringify({ candidates: [{ content: { role: "model", parts: [{ text: REASONING, thought: true }] }, index: 0 }] })}\n,\r\n${JSON.stringify({ candidates: [{ content: { role: "model", parts: [{ text: PIECES[0] }] }, index: 0 }] }, null, 2)}\n,\r\n${JSON.stringify({ candidates: [{ content: { role: "model", parts: [{ text: PIECES[1], thoughtSignature: "c2ln" }] }, finishReason: "STOP", index: 0 }], usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 4, thoughtsTokenCount: 3, totalTokenCount: 19 }, modelVersion: "gemini-2.5-pro", responseId: "r1" })}\n]`,
  },
  {
    name: "gemini-batch-embed",
    operation: "gemini.embed-content",
    path: "/v1beta/models/gemini-embedding-001:batchEmbedContents",
    request: {
      requests: ["one", "two"].map((text) => ({
        model: "models/gemini-embedding-001",
        content: { parts: [{ text }] },
      })),
    },
    response: { embeddings: [{ values: [0.25, -0.5] }, { values: [0.5, 0.125] }] },
  },
];
