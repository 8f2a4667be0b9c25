// Hand-written fixtures of the OpenAI family; sources are in the README beside the fixtures.
import { SSE, PIECES, ask, sse, chunk, usage, type HandWritten } from "./hand-written-parts.ts";
import { ANSWER, REASONING } from "./mock-answers.ts";

export const openaiLike: readonly HandWritten[] = [
  {
    name: "deepseek-reasoning-stream",
    operation: "openai.chat",
    path: "/v1/chat/completions",
    request: { model: "deepseek-reasoner", messages: ask, stream: true },
    type: SSE,
    response: sse(
      chunk({ role: "assistant", content: null, reasoning_content: "" }),
      chunk({ content: null, reasoning_content: REASONING.slice(0, 10) }),
      chunk({ content: null, reasoning_content: REASONING.slice(10) }),
      chunk({ content: PIECES[0], reasoning_content: null }),
      chunk({ content: PIECES[1] }, { finish_reason: "stop" }),
      {
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        choices: [],
        usage: { ...usage, prompt_cache_hit_tokens: 5 },
      },
      "[DONE]",
    ),
  },
  {
    name: "openrouter-keepalive-stream",
    operation: "openai.chat",
    path: "/api/v1/chat/completions",
    request: { model: "openai/gpt-4o", messages: ask, stream: true },
    type: SSE,
    response: `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${sse(
      chunk({ role: "assistant", content: PIECES[0] }),
      chunk({ role: "assistant", content: PIECES[1] }),
      chunk({ role: "assistant", content: "" }, { finish_reason: "stop" }),
      "[DONE]",
    )}`,
  },
  {
    name: "openrouter-error-stream",
    operation: "openai.chat",
    path: "/api/v1/chat/completions",
    request: { model: "openai/gpt-4o", messages: ask, stream: true },
    type: SSE,
    response: sse(chunk({ role: "assistant", content: PIECES[0] }), {
      id: "gen-1",
      object: "chat.completion.chunk",
      error: { code: 502, message: "Provider disconnected" },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    }),
  },
  {
    name: "mistral-fim",
    operation: "mistral.fim",
    path: "/v1/fim/completions",
    request: { model: "codestral-latest", prompt: "def f(", suffix: "return a + b" },
    response: {
      id: "1",
      object: "chat.completion",
      model: "codestral-latest",
      choices: [
        { index: 0, finish_reason: "stop", message: { role: "assistant", content: ANSWER } },
      ],
      usage,
    },
  },
  {
    name: "completions",
    operation: "openai.completions",
    path: "/v1/completions",
    request: { model: "gpt-3.5-turbo-instruct", prompt: "Say it" },
    response: {
      id: "cmpl-1",
      object: "text_completion",
      created: 1,
      model: "gpt-3.5-turbo-instruct",
      choices: [{ text: ANSWER, index: 0, logprobs: null, finish_reason: "stop" }],
      usage,
    },
  },
  {
    name: "completions-stream",
    operation: "openai.completions",
    path: "/v1/completions",
    request: { model: "gpt-3.5-turbo-instruct", prompt: "Say it", stream: true },
    type: SSE,
    response: sse(
      ...PIECES.map((text, at) => ({
        id: "cmpl-1",
        object: "text_completion",
        created: 1,
        model: "gpt-3.5-turbo-instruct",
        choices: [{ text, index: 0, logprobs: null, finish_reason: at === 1 ? "stop" : null }],
        ...(at === 1 ? { usage } : {}),
      })),
      "[DONE]",
    ),
  },
  {
    name: "azure-responses",
    operation: "openai.responses",
    path: "/openai/v1/responses",
    request: {
      model: "my-gpt",
      input: [{ role: "user", content: [{ type: "input_text", text: "Hi" }] }],
    },
    response: {
      id: "resp_1",
      object: "response",
      status: "completed",
      model: "my-gpt",
      output: [
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: REASONING }] },
        {
          type: "message",
          id: "msg_1",
          role: "assistant",
          status: "completed",
          content: [{ type: "output_text", text: ANSWER, annotations: [] }],
        },
      ],
      usage: {
        input_tokens: 12,
        output_tokens: 7,
        total_tokens: 19,
        input_tokens_details: { cached_tokens: 4 },
      },
    },
  },
];
