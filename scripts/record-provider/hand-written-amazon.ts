// Hand-written fixtures of Amazon and Cohere; sources are in the README beside the fixtures.
import { awsChunk, awsEvent, awsException } from "./aws-frame.ts";
import { SSE, AWS, PIECES, ask, sse, type HandWritten } from "./hand-written-parts.ts";
import { ANSWER, REASONING, TOOL_ARGUMENTS } from "./mock-answers.ts";

const invokePath = "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream";

export const amazonAndCohere: readonly HandWritten[] = [
  {
    name: "bedrock-invoke-claude-stream",
    operation: "bedrock.invoke",
    path: invokePath,
    request: { anthropic_version: "bedrock-2023-05-31", max_tokens: 100, messages: ask },
    type: AWS,
    response: Buffer.concat([
      awsChunk({
        type: "message_start",
        message: {
          id: "msg_1",
          type: "message",
          role: "assistant",
          model: "claude-sonnet-4-5",
          content: [],
          stop_reason: null,
          usage: { input_tokens: 12, output_tokens: 1 },
        },
      }),
      awsChunk({
        type: "content_block_start",
        index: 0,
        content_block: { type: "text", text: "" },
      }),
      ...PIECES.map((text) =>
        awsChunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
      ),
      awsChunk({ type: "content_block_stop", index: 0 }),
      awsChunk({
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 7 },
      }),
      awsChunk({
        type: "message_stop",
        "amazon-bedrock-invocationMetrics": { inputTokenCount: 12, outputTokenCount: 7 },
      }),
    ]),
  },
  {
    name: "bedrock-invoke-llama-stream",
    operation: "bedrock.invoke",
    path: "/model/us.meta.llama3-3-70b-instruct-v1%3A0/invoke-with-response-stream",
    request: { prompt: "Say it", max_gen_len: 100 },
    type: AWS,
    response: Buffer.concat([
      awsChunk({
        generation: PIECES[0],
        prompt_token_count: 12,
        generation_token_count: 1,
        stop_reason: null,
      }),
      awsChunk({
        generation: PIECES[1],
        prompt_token_count: null,
        generation_token_count: 7,
        stop_reason: "stop",
      }),
    ]),
  },
  {
    name: "bedrock-reasoning-stream",
    operation: "bedrock.converse",
    path: "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream",
    request: { messages: [{ role: "user", content: [{ text: "Weather?" }] }] },
    type: AWS,
    response: Buffer.concat([
      awsEvent("messageStart", { role: "assistant" }),
      awsEvent("contentBlockDelta", {
        contentBlockIndex: 0,
        delta: { reasoningContent: { text: REASONING } },
      }),
      awsEvent("contentBlockDelta", {
        contentBlockIndex: 0,
        delta: { reasoningContent: { signature: "c2ln" } },
      }),
      awsEvent("contentBlockStop", { contentBlockIndex: 0 }),
      ...PIECES.map((text) =>
        awsEvent("contentBlockDelta", { contentBlockIndex: 1, delta: { text } }),
      ),
      awsEvent("contentBlockStop", { contentBlockIndex: 1 }),
      awsEvent("messageStop", { stopReason: "end_turn" }),
      awsEvent("metadata", {
        usage: { inputTokens: 2, cacheReadInputTokens: 10, outputTokens: 7, totalTokens: 19 },
        metrics: { latencyMs: 5 },
      }),
    ]),
  },
  {
    name: "bedrock-exception-stream",
    operation: "bedrock.converse",
    path: "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream",
    request: { messages: [{ role: "user", content: [{ text: "Weather?" }] }] },
    type: AWS,
    response: Buffer.concat([
      awsEvent("messageStart", { role: "assistant" }),
      awsEvent("contentBlockDelta", { contentBlockIndex: 0, delta: { text: PIECES[0] } }),
      awsException("throttlingException", "Too many requests"),
    ]),
  },
  {
    name: "bedrock-titan-embed",
    operation: "bedrock.embed",
    path: "/model/amazon.titan-embed-text-v2%3A0/invoke",
    request: { inputText: "one", dimensions: 256 },
    response: { embedding: [0.25, -0.5], inputTextTokenCount: 12 },
  },
  {
    name: "cohere-v1-stream",
    operation: "cohere.chat",
    path: "/v1/chat",
    request: {
      model: "command-r-08-2024",
      message: "Weather?",
      chat_history: [{ role: "USER", message: "Hi" }],
      stream: true,
    },
    type: "application/stream+json",
    response: [
      { is_finished: false, event_type: "stream-start", generation_id: "g1" },
      ...PIECES.map((text) => ({ is_finished: false, event_type: "text-generation", text })),
      {
        is_finished: true,
        event_type: "stream-end",
        finish_reason: "COMPLETE",
        response: {
          generation_id: "g1",
          text: ANSWER,
          finish_reason: "COMPLETE",
          meta: { tokens: { input_tokens: 12, output_tokens: 7 } },
        },
      },
    ]
      .map((event) => JSON.stringify(event))
      .join("\n"),
  },
  {
    name: "cohere-tool-plan-stream",
    operation: "cohere.chat",
    path: "/v2/chat",
    request: { model: "command-a-03-2025", messages: ask, stream: true },
    type: SSE,
    response: sse(
      {
        type: "message-start",
        id: "c1",
        delta: {
          message: { role: "assistant", content: [], tool_plan: "", tool_calls: [], citations: [] },
        },
      },
      { type: "tool-plan-delta", delta: { message: { tool_plan: "I will look " } } },
      { type: "tool-plan-delta", delta: { message: { tool_plan: "it up." } } },
      {
        type: "tool-call-start",
        index: 0,
        delta: {
          message: {
            tool_calls: {
              id: "get_weather_1",
              type: "function",
              function: { name: "get_weather", arguments: "" },
            },
          },
        },
      },
      {
        type: "tool-call-delta",
        index: 0,
        delta: {
          message: { tool_calls: { function: { arguments: TOOL_ARGUMENTS.slice(0, 12) } } },
        },
      },
      {
        type: "tool-call-delta",
        index: 0,
        delta: { message: { tool_calls: { function: { arguments: TOOL_ARGUMENTS.slice(12) } } } },
      },
      { type: "tool-call-end", index: 0 },
      {
        type: "message-end",
        delta: {
          finish_reason: "TOOL_CALL",
          usage: {
            billed_units: { input_tokens: 3, output_tokens: 7 },
            tokens: { input_tokens: 12, output_tokens: 7 },
          },
        },
      },
    ),
  },
];
