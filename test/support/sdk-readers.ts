// How the real SDKs are asked for an answer, and what they make of it.
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { GoogleGenAI } from "@google/genai";
import type { AIMessageChunk } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import { Mistral } from "@mistralai/mistralai";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { generateText, jsonSchema, streamText, tool, type ToolSet } from "ai";
import { CohereClientV2 } from "cohere-ai";
import Groq from "groq-sdk";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { property } from "#src/protocol/json.ts";
import {
  chatBody,
  cohereBody,
  completionBody,
  contentBody,
  converseBody,
  generatedBody,
  groqBody,
  messageBody,
  mistralBody,
  ollamaBody,
  responseBody,
} from "./sdk-answers.ts";

/** Asks an SDK, streaming or not, and gives what a program would see of the answer. */
export type Reader = (url: string, stream: boolean) => Promise<unknown>;

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of stream) list.push(each);
  return list;
}

function concatAll([first, ...others]: readonly AIMessageChunk[]): AIMessageChunk {
  if (first === undefined) throw new Error("No chunk came");
  return others.reduce((whole, chunk) => whole.concat(chunk), first);
}

const messages = [{ role: "user" as const, content: "How is the weather?" }];
const openai = (url: string): OpenAI =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
const bedrock = (url: string): BedrockRuntimeClient =>
  new BedrockRuntimeClient({
    endpoint: url,
    region: "eu-central-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });

/** What deltas of OpenAI's format add up to, for clients that only hand them on. */
function joinDeltas(chunks: readonly ChatChunk[]) {
  const calls: { id?: string; name: string; arguments: string }[] = [];
  let content = "";
  let finish: unknown = null;
  for (const chunk of chunks) {
    for (const { delta, ...rest } of chunk.choices) {
      content += delta.content ?? "";
      finish = rest.finish_reason ?? rest.finishReason ?? finish;
      for (const call of delta.tool_calls ?? delta.toolCalls ?? []) {
        const known = (calls[call.index ?? 0] ??= { name: "", arguments: "" });
        if (call.id) known.id = call.id;
        known.name += call.function?.name ?? "";
        known.arguments += String(call.function?.arguments ?? "");
      }
    }
  }
  return { content, calls, finish };
}

interface ChatChunk {
  readonly choices: readonly {
    readonly delta: {
      readonly content?: unknown;
      readonly tool_calls?: readonly ChunkCall[] | undefined;
      readonly toolCalls?: readonly ChunkCall[] | null | undefined;
    };
    readonly finish_reason?: unknown;
    readonly finishReason?: unknown;
  }[];
}
interface ChunkCall {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly function?: { readonly name?: string; readonly arguments?: unknown } | undefined;
}

const tools: ToolSet = {
  get_weather: tool({ inputSchema: jsonSchema({ type: "object" }) }),
  get_time: tool({ inputSchema: jsonSchema({ type: "object" }) }),
};

/** The AI SDK over one of its providers. */
function aiReader(model: (url: string) => Parameters<typeof generateText>[0]["model"]): Reader {
  return async (url, stream) => {
    const options = { model: model(url), prompt: "How is the weather?", tools, maxRetries: 0 };
    const result = stream ? streamText(options) : await generateText(options);
    const calls = await result.toolCalls;
    return {
      text: await result.text,
      thought: await result.reasoningText,
      calls: calls.map(({ toolCallId, toolName, input }) => ({ toolCallId, toolName, input })),
      finish: await result.finishReason,
      usage: await result.usage,
    };
  };
}

/** Each SDK with the operation it calls, and an answer to give it. */
export const SDK_READERS: readonly (readonly [
  sdk: string,
  operation: string,
  body: unknown,
  Reader,
])[] = [
  [
    "openai, chat",
    "openai.chat",
    chatBody,
    async (url, stream) => {
      const body = { model: "gpt-4o", messages };
      const options = { ...body, stream_options: { include_usage: true } };
      const result = stream
        ? await openai(url).chat.completions.stream(options).finalChatCompletion()
        : await openai(url).chat.completions.create(body);
      const [choice] = result.choices;
      const calls = (choice?.message.tool_calls ?? []).map((call) =>
        call.type === "function"
          ? { id: call.id, name: call.function.name, arguments: call.function.arguments }
          : call,
      );
      return {
        id: result.id,
        text: choice?.message.content,
        calls,
        finish: choice?.finish_reason,
        usage: result.usage,
      };
    },
  ],
  [
    "openai, responses",
    "openai.responses",
    responseBody,
    async (url, stream) => {
      const body = { model: "gpt-5", input: "How is the weather?" };
      if (!stream) {
        const { output, output_text, usage } = await openai(url).responses.create(body);
        return { output, output_text, usage, heard: output_text };
      }
      let heard = "";
      const events = openai(url).responses.stream(body);
      events.on("response.output_text.delta", ({ delta }) => (heard += delta));
      const { output, output_text, usage } = await events.finalResponse();
      // The stream's helper adds what it has parsed.
      const plain = output.map((item) => {
        const { parsed_arguments: _, ...rest } = { parsed_arguments: null, ...item };
        return rest.type === "message"
          ? { ...rest, content: rest.content.map((part) => ({ ...part, parsed: undefined })) }
          : rest;
      });
      return { output: plain, output_text, usage, heard };
    },
  ],
  [
    "openai, completions",
    "openai.completions",
    completionBody,
    async (url, stream) => {
      const body = { model: "gpt-3.5-turbo-instruct", prompt: "The weather" };
      const chunks = stream
        ? await all(await openai(url).completions.create({ ...body, stream: true }))
        : [await openai(url).completions.create(body)];
      return {
        text: chunks.map((chunk) => chunk.choices[0]?.text).join(""),
        finish: chunks.at(-1)?.choices[0]?.finish_reason,
        usage: chunks.at(-1)?.usage,
      };
    },
  ],
  [
    "@anthropic-ai/sdk",
    "anthropic.messages",
    messageBody,
    async (url, stream) => {
      const client = new Anthropic({ baseURL: url, apiKey: "none", maxRetries: 0 });
      const body = { model: "claude-sonnet-4-5", max_tokens: 500, messages };
      const result = stream
        ? await client.messages.stream(body).finalMessage()
        : await client.messages.create(body);
      const { id, content, stop_reason, stop_sequence, usage } = result;
      return { id, content, stop_reason, stop_sequence, usage };
    },
  ],
  [
    "@google/genai",
    "gemini.generate-content",
    contentBody,
    async (url, stream) => {
      const { models } = new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl: url } });
      const body = { model: "gemini-2.5-flash", contents: "How is the weather?" };
      const chunks = stream
        ? await all(await models.generateContentStream(body))
        : [await models.generateContent(body)];
      const parts = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
      const join = (thought: boolean): string =>
        parts
          .map((part) => ((part.thought ?? false) === thought ? (part.text ?? "") : ""))
          .join("");
      return {
        text: join(false),
        thought: join(true),
        calls: chunks.flatMap((chunk) => chunk.functionCalls ?? []),
        finish: chunks.at(-1)?.candidates?.[0]?.finishReason,
        usage: chunks.at(-1)?.usageMetadata,
      };
    },
  ],
  [
    "ai, openai chat",
    "openai.chat",
    chatBody,
    aiReader((url) => createOpenAI({ baseURL: `${url}/v1`, apiKey: "none" }).chat("gpt-4o")),
  ],
  [
    "ai, openai responses",
    "openai.responses",
    responseBody,
    aiReader((url) => createOpenAI({ baseURL: `${url}/v1`, apiKey: "none" })("gpt-5")),
  ],
  [
    "ai, anthropic",
    "anthropic.messages",
    messageBody,
    aiReader((url) =>
      createAnthropic({ baseURL: `${url}/v1`, apiKey: "none" })("claude-sonnet-4-5"),
    ),
  ],
  [
    "@mistralai/mistralai, chat",
    "openai.chat",
    mistralBody,
    async (url, stream) => {
      const client = new Mistral({ serverURL: url, apiKey: "none" });
      const body = { model: "mistral-large-latest", messages };
      if (stream) {
        const chunks = (await all(await client.chat.stream(body))).map(({ data }) => data);
        return { ...joinDeltas(chunks as never), usage: chunks.at(-1)?.usage };
      }
      const { choices, usage } = await client.chat.complete(body);
      const [choice] = choices;
      return {
        content: choice?.message?.content,
        calls: (choice?.message?.toolCalls ?? []).map((call) => ({
          id: call.id,
          ...call.function,
        })),
        finish: choice?.finishReason,
        usage,
      };
    },
  ],
  [
    "@mistralai/mistralai, fill in the middle",
    "mistral.fim",
    { ...mistralBody, model: "codestral-latest" },
    async (url, stream) => {
      const client = new Mistral({ serverURL: url, apiKey: "none" });
      const body = { model: "codestral-latest", prompt: "def f" };
      if (stream) {
        const chunks = (await all(await client.fim.stream(body))).map(({ data }) => data);
        const { content, finish } = joinDeltas(chunks as never);
        return { content, finish, usage: chunks.at(-1)?.usage };
      }
      const { choices, usage } = await client.fim.complete(body);
      return { content: choices[0]?.message?.content, finish: choices[0]?.finishReason, usage };
    },
  ],
  [
    "groq-sdk",
    "openai.chat",
    groqBody,
    async (url, stream) => {
      const client = new Groq({ baseURL: url, apiKey: "none", maxRetries: 0 });
      const body = { model: "llama-3.3-70b-versatile", messages };
      if (stream) {
        const chunks = await all(await client.chat.completions.create({ ...body, stream: true }));
        return { ...joinDeltas(chunks), usage: chunks.at(-1)?.x_groq?.usage };
      }
      const { choices, usage } = await client.chat.completions.create(body);
      const [choice] = choices;
      return {
        content: choice?.message.content,
        calls: (choice?.message.tool_calls ?? []).map((call) => ({
          id: call.id,
          ...call.function,
        })),
        finish: choice?.finish_reason,
        usage,
      };
    },
  ],
  [
    "cohere-ai",
    "cohere.chat",
    cohereBody,
    async (url, stream) => {
      const client = new CohereClientV2({ token: "none", environment: url } as never);
      const body = { model: "command-a-03-2025", messages };
      if (!stream) {
        const { message, finishReason, usage } = await client.chat(body);
        return {
          text: (message.content ?? [])
            .map((part) => (part.type === "text" ? part.text : ""))
            .join(""),
          plan: message.toolPlan ?? "",
          calls: (message.toolCalls ?? []).map((call) => ({ id: call.id, ...call.function })),
          citations: message.citations ?? [],
          finishReason,
          usage,
        };
      }
      const calls: { id: string; name: string; arguments: string }[] = [];
      const citations: unknown[] = [];
      let text = "";
      let plan = "";
      let end: unknown = null;
      for await (const event of await client.chatStream(body)) {
        if (event.type === "content-delta") text += event.delta?.message?.content?.text ?? "";
        if (event.type === "tool-plan-delta") plan += event.delta?.message?.toolPlan ?? "";
        if (event.type === "tool-call-start") {
          const call = event.delta?.message?.toolCalls;
          calls.push({
            id: call?.id ?? "",
            name: call?.function?.name ?? "",
            arguments: call?.function?.arguments ?? "",
          });
        }
        if (event.type === "tool-call-delta") {
          const last = calls.at(-1);
          const piece = event.delta?.message?.toolCalls?.function?.arguments ?? "";
          if (last !== undefined) last.arguments += piece;
        }
        if (event.type === "citation-start") citations.push(event.delta?.message?.citations);
        if (event.type === "message-end") end = event.delta;
      }
      return { text, plan, calls, citations, ...Object(end) };
    },
  ],
  [
    "ollama, chat",
    "ollama.chat",
    ollamaBody,
    async (url, stream) => {
      const client = new Ollama({ host: url });
      const body = { model: "llama3.2", messages };
      const chunks = stream
        ? await all(await client.chat({ ...body, stream: true }))
        : [await client.chat(body)];
      const last = chunks.at(-1);
      return {
        text: chunks.map((chunk) => chunk.message.content).join(""),
        thought: chunks.map((chunk) => chunk.message.thinking ?? "").join(""),
        calls: chunks.flatMap((chunk) => chunk.message.tool_calls ?? []),
        finish: last?.done_reason,
        usage: [last?.prompt_eval_count, last?.eval_count],
      };
    },
  ],
  [
    "ollama, generate",
    "ollama.generate",
    generatedBody,
    async (url, stream) => {
      const client = new Ollama({ host: url });
      const body = { model: "llama3.2", prompt: "The weather" };
      const chunks = stream
        ? await all(await client.generate({ ...body, stream: true }))
        : [await client.generate(body)];
      const last = chunks.at(-1);
      return {
        text: chunks.map((chunk) => chunk.response).join(""),
        thought: chunks.map((chunk) => chunk.thinking ?? "").join(""),
        finish: last?.done_reason,
        usage: [last?.prompt_eval_count, last?.eval_count, last?.context],
      };
    },
  ],
  [
    "@aws-sdk/client-bedrock-runtime, converse",
    "bedrock.converse",
    converseBody,
    async (url, stream) => {
      const input = {
        modelId: "anthropic.claude-sonnet-4-5",
        messages: [{ role: "user" as const, content: [{ text: "How is the weather?" }] }],
      };
      if (!stream) {
        const { output, stopReason, usage } = await bedrock(url).send(new ConverseCommand(input));
        const blocks = output?.message?.content ?? [];
        return {
          text: blocks.map((block) => block.text ?? "").join(""),
          thought: blocks.map((b) => b.reasoningContent?.reasoningText?.text ?? "").join(""),
          calls: blocks.flatMap(({ toolUse: use }) =>
            use ? [{ id: use.toolUseId, name: use.name, input: use.input }] : [],
          ),
          stopReason,
          usage,
        };
      }
      const { stream: events } = await bedrock(url).send(new ConverseStreamCommand(input));
      const calls: { id?: string | undefined; name?: string | undefined; input: string }[] = [];
      let text = "";
      let thought = "";
      let stopReason: unknown;
      let usage: unknown;
      for await (const event of events ?? []) {
        const start = event.contentBlockStart?.start?.toolUse;
        if (start) calls.push({ id: start.toolUseId, name: start.name, input: "" });
        const delta = event.contentBlockDelta?.delta;
        text += delta?.text ?? "";
        thought += delta?.reasoningContent?.text ?? "";
        const last = calls.at(-1);
        if (last !== undefined) last.input += delta?.toolUse?.input ?? "";
        stopReason = event.messageStop?.stopReason ?? stopReason;
        usage = event.metadata?.usage ?? usage;
      }
      const parsed = calls.map((call) => ({ ...call, input: JSON.parse(call.input || "{}") }));
      return { text, thought, calls: parsed, stopReason, usage };
    },
  ],
  [
    "@aws-sdk/client-bedrock-runtime, invoke",
    "bedrock.invoke",
    messageBody,
    async (url, stream) => {
      const input = {
        modelId: "anthropic.claude-sonnet-4-5",
        contentType: "application/json",
        body: JSON.stringify({ anthropic_version: "bedrock-2023-05-31", max_tokens: 5, messages }),
      };
      if (!stream) {
        const { body } = await bedrock(url).send(new InvokeModelCommand(input));
        const { content, stop_reason, usage } = JSON.parse(new TextDecoder().decode(body));
        return { text: content[1].text, stop_reason, usage };
      }
      const command = new InvokeModelWithResponseStreamCommand(input);
      let text = "";
      let end: Record<string, unknown> = {};
      for await (const { chunk } of (await bedrock(url).send(command)).body ?? []) {
        const event = JSON.parse(new TextDecoder().decode(chunk?.bytes));
        text += event.delta?.text ?? "";
        if (event.type === "message_delta") end = event;
      }
      const { stop_reason } = Object(end["delta"]);
      return { text, stop_reason, usage: end["usage"] };
    },
  ],
  [
    "@langchain/openai",
    "openai.chat",
    chatBody,
    async (url, stream) => {
      const model = new ChatOpenAI({
        model: "gpt-4o",
        apiKey: "none",
        maxRetries: 0,
        configuration: { baseURL: `${url}/v1` },
      });
      const chunks: AIMessageChunk[] = stream
        ? await all(await model.stream("How is the weather?"))
        : ([await model.invoke("How is the weather?")] as AIMessageChunk[]);
      const whole = concatAll(chunks);
      return {
        text: whole.content,
        calls: whole.tool_calls,
        finish: whole.response_metadata["finish_reason"],
        usage: [
          property(whole.usage_metadata, "input_tokens"),
          property(whole.usage_metadata, "output_tokens"),
        ],
      };
    },
  ],
];
