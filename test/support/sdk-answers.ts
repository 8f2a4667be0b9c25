// One answer of each provider with all it can hold: a thought, a text, tool calls, tokens.

export const TEXT =
  "It is 21 °C in Zürich 🌤, with “a light breeze” and no rain before the evening.";
const THOUGHT = "The user wants the weather — naïvely.";
const ARGUMENTS = { city: "Zürich", unit: "celsius" };
const CALLS = [
  { id: "call_a", name: "get_weather", arguments: JSON.stringify(ARGUMENTS) },
  { id: "call_b", name: "get_time", arguments: "{}" },
];

export const chatBody = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_800_000_000,
  model: "gpt-4o",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: TEXT,
        refusal: null,
        tool_calls: CALLS.map(({ id, ...called }) => ({ id, type: "function", function: called })),
      },
      logprobs: null,
      finish_reason: "tool_calls",
    },
  ],
  usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 },
  system_fingerprint: "fp_1",
};
export const mistralBody = { ...chatBody, model: "mistral-large-latest" };
export const groqBody = { ...chatBody, model: "llama-3.3-70b-versatile", x_groq: { id: "req_1" } };

export const responseBody = {
  id: "resp_1",
  object: "response",
  created_at: 1_800_000_000,
  status: "completed",
  error: null,
  incomplete_details: null,
  model: "gpt-5",
  output: [
    {
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: THOUGHT }],
    },
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: TEXT, annotations: [], logprobs: [] }],
    },
    ...CALLS.map(({ id, ...called }) => ({
      type: "function_call",
      id: `fc_${id}`,
      call_id: id,
      status: "completed",
      ...called,
    })),
  ],
  parallel_tool_calls: true,
  tools: [],
  usage: {
    input_tokens: 12,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 2 },
    total_tokens: 19,
  },
};

export const messageBody = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5",
  content: [
    { type: "thinking", thinking: THOUGHT, signature: "c2ln" },
    { type: "text", text: TEXT },
    { type: "tool_use", id: "toolu_a", name: "get_weather", input: ARGUMENTS },
    { type: "tool_use", id: "toolu_b", name: "get_time", input: {} },
  ],
  stop_reason: "tool_use",
  stop_sequence: null,
  usage: {
    input_tokens: 12,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 3,
    output_tokens: 7,
  },
};

export const contentBody = {
  candidates: [
    {
      content: {
        role: "model",
        parts: [
          { text: THOUGHT, thought: true },
          { text: TEXT },
          { functionCall: { name: "get_weather", args: ARGUMENTS } },
          { functionCall: { name: "get_time", args: {} } },
        ],
      },
      finishReason: "STOP",
      index: 0,
    },
  ],
  usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 7, totalTokenCount: 19 },
  modelVersion: "gemini-2.5-flash",
  responseId: "r1",
};

export const cohereBody = {
  id: "c1",
  finish_reason: "TOOL_CALL",
  message: {
    role: "assistant",
    tool_plan: THOUGHT,
    content: [{ type: "text", text: TEXT }],
    tool_calls: CALLS.map(({ id, ...called }) => ({ id, type: "function", function: called })),
    citations: [{ start: 0, end: 5, text: "It is", sources: [], type: "TEXT_CONTENT" }],
  },
  usage: {
    billed_units: { input_tokens: 12, output_tokens: 7 },
    tokens: { input_tokens: 12, output_tokens: 7 },
  },
};

export const ollamaBody = {
  model: "llama3.2",
  created_at: "2026-11-20T09:41:35.627Z",
  message: {
    role: "assistant",
    content: TEXT,
    thinking: THOUGHT,
    tool_calls: [{ function: { name: "get_weather", arguments: ARGUMENTS } }],
  },
  done: true,
  done_reason: "stop",
  total_duration: 1,
  load_duration: 1,
  prompt_eval_count: 12,
  prompt_eval_duration: 1,
  eval_count: 7,
  eval_duration: 1,
};
const { message: _, ...ollamaRest } = ollamaBody;
export const generatedBody = { ...ollamaRest, response: TEXT, thinking: THOUGHT, context: [1, 2] };

export const converseBody = {
  output: {
    message: {
      role: "assistant",
      content: [
        { reasoningContent: { reasoningText: { text: THOUGHT, signature: "c2ln" } } },
        { text: TEXT },
        { toolUse: { toolUseId: "t_a", name: "get_weather", input: ARGUMENTS } },
        { toolUse: { toolUseId: "t_b", name: "get_time", input: {} } },
      ],
    },
  },
  stopReason: "tool_use",
  usage: { inputTokens: 12, outputTokens: 7, totalTokens: 19 },
  metrics: { latencyMs: 5 },
};

export const completionBody = {
  id: "cmpl-1",
  object: "text_completion",
  created: 1,
  model: "gpt-3.5-turbo-instruct",
  choices: [{ text: TEXT, index: 0, logprobs: null, finish_reason: "stop" }],
  usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 },
};
