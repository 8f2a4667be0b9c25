// The other calls to record: tool rounds, errors, embeddings, pictures, sound.
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { CohereClientV2 } from "cohere-ai";
import { Ollama } from "ollama";
import OpenAI, { toFile } from "openai";
import type { Recording } from "./chat-recordings.ts";

const CALL = { name: "get_weather", arguments: '{"city":"Zürich","unit":"celsius"}' };
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function openai(url: string): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
}

function anthropic(url: string): Anthropic {
  return new Anthropic({ baseURL: url, apiKey: "none", maxRetries: 0 });
}

export const otherRecordings: readonly Recording[] = [
  {
    name: "openai-chat/tool-round",
    operation: "openai.chat",
    run: (url) =>
      openai(url).chat.completions.create({
        model: "gpt-4o",
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "Weather?" },
              { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } },
            ],
          },
          { role: "assistant", tool_calls: [{ id: "call_1", type: "function", function: CALL }] },
          { role: "tool", tool_call_id: "call_1", content: "21 °C" },
        ],
      }),
  },
  {
    name: "openai-chat/error",
    operation: "openai.chat",
    run: (url) =>
      openai(url)
        .chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: "fail" }] })
        .catch(() => null),
  },
  {
    name: "openai-responses/tool-round",
    operation: "openai.responses",
    run: (url) =>
      openai(url).responses.create({
        model: "gpt-5",
        input: [
          { role: "user", content: "Weather?" },
          { type: "function_call", call_id: "call_1", ...CALL },
          { type: "function_call_output", call_id: "call_1", output: "21 °C" },
        ],
      }),
  },
  {
    name: "anthropic/tool-round",
    operation: "anthropic.messages",
    run: (url) =>
      anthropic(url).messages.create({
        model: "claude-sonnet-4-5",
        max_tokens: 500,
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "Weather?" },
              { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
            ],
          },
          {
            role: "assistant",
            content: [
              { type: "tool_use", id: "toolu_1", name: "get_weather", input: { city: "Zürich" } },
            ],
          },
          {
            role: "user",
            content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "21 °C" }],
          },
        ],
      }),
  },
  {
    name: "anthropic/error",
    operation: "anthropic.messages",
    run: (url) =>
      anthropic(url)
        .messages.create({
          model: "claude-sonnet-4-5",
          max_tokens: 5,
          messages: [{ role: "user", content: "fail" }],
        })
        .catch(() => null),
  },
  {
    name: "gemini/tool-round",
    operation: "gemini.generate-content",
    run: (url) =>
      new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl: url } }).models.generateContent({
        model: "gemini-2.5-flash",
        contents: [
          {
            role: "user",
            parts: [{ text: "Weather?" }, { inlineData: { mimeType: "image/png", data: PIXEL } }],
          },
          {
            role: "model",
            parts: [{ functionCall: { name: "get_weather", args: { city: "Zürich" } } }],
          },
          {
            role: "user",
            parts: [{ functionResponse: { name: "get_weather", response: { output: "21 °C" } } }],
          },
        ],
      }),
  },
  {
    name: "openai-embeddings/text",
    operation: "openai.embeddings",
    run: (url) =>
      openai(url).embeddings.create({ model: "text-embedding-3-small", input: ["one", "two"] }),
  },
  {
    name: "cohere-embed/text",
    operation: "cohere.embed",
    run: (url) =>
      new CohereClientV2({ token: "none", environment: url } as never).embed({
        model: "embed-v4.0",
        inputType: "search_document",
        embeddingTypes: ["float"],
        texts: ["one", "two"],
      }),
  },
  {
    name: "ollama-embed/text",
    operation: "ollama.embed",
    run: (url) => new Ollama({ host: url }).embed({ model: "all-minilm", input: ["one", "two"] }),
  },
  {
    name: "openai-images/generation",
    operation: "openai.images",
    run: (url) => openai(url).images.generate({ model: "gpt-image-1", prompt: "A red square" }),
  },
  {
    name: "openai-images/edit",
    operation: "openai.images",
    run: async (url) =>
      openai(url).images.edit({
        model: "gpt-image-1",
        prompt: "Make it blue",
        image: await toFile(Buffer.from(PIXEL, "base64"), "square.png", { type: "image/png" }),
      }),
  },
  {
    name: "openai-speech/mp3",
    operation: "openai.speech",
    run: (url) =>
      openai(url).audio.speech.create({ model: "gpt-4o-mini-tts", voice: "coral", input: "Hello" }),
  },
  {
    name: "openai-transcription/json",
    operation: "openai.transcription",
    run: async (url) =>
      openai(url).audio.transcriptions.create({
        model: "whisper-1",
        file: await toFile(Buffer.from("RIFFxxxxWAVE"), "tape.wav", { type: "audio/wav" }),
      }),
  },
];
