// All recognisers, and the quick way to those that a request can be for. Runs in the user's process
// for every HTTP request it makes: keep what this links small and `recognize` cheap.
import { anthropicMessagesRecognizer } from "./anthropic/messages.ts";
import {
  bedrockConverseRecognizer,
  bedrockEmbedRecognizer,
  bedrockInvokeRecognizer,
} from "./bedrock/recognizers.ts";
import { cohereChatRecognizer } from "./cohere/chat.ts";
import { cohereEmbedRecognizer } from "./cohere/embed.ts";
import { geminiEmbedContentRecognizer } from "./google/embed-content.ts";
import { geminiGenerateContentRecognizer } from "./google/generate-content.ts";
import { mcpToolsCallRecognizer } from "./mcp/tools-call.ts";
import { mistralFimRecognizer } from "./mistral/fim.ts";
import { ollamaChatRecognizer, ollamaGenerateRecognizer } from "./ollama/chat.ts";
import { ollamaEmbedRecognizer } from "./ollama/embed.ts";
import { openaiSpeechRecognizer, openaiTranscriptionRecognizer } from "./openai/audio.ts";
import { openaiChatRecognizer } from "./openai/chat.ts";
import { openaiCompletionsRecognizer } from "./openai/completions.ts";
import { openaiEmbeddingsRecognizer } from "./openai/embeddings.ts";
import { openaiImagesRecognizer } from "./openai/images.ts";
import { openaiResponsesRecognizer } from "./openai/responses.ts";
import type { Recognizer } from "./operation.ts";
import type { PathRecognizer } from "./path-recognizer.ts";

const byPath: readonly PathRecognizer[] = [
  openaiChatRecognizer,
  openaiResponsesRecognizer,
  openaiCompletionsRecognizer,
  openaiEmbeddingsRecognizer,
  openaiImagesRecognizer,
  openaiSpeechRecognizer,
  openaiTranscriptionRecognizer,
  anthropicMessagesRecognizer,
  geminiGenerateContentRecognizer,
  geminiEmbedContentRecognizer,
  mistralFimRecognizer,
  cohereChatRecognizer,
  cohereEmbedRecognizer,
  bedrockConverseRecognizer,
  bedrockInvokeRecognizer,
  bedrockEmbedRecognizer,
  ollamaChatRecognizer,
  ollamaGenerateRecognizer,
  ollamaEmbedRecognizer,
];

export const recognizers: readonly Recognizer[] = [...byPath, mcpToolsCallRecognizer];

const NONE: readonly Recognizer[] = [];
const MCP: readonly Recognizer[] = [mcpToolsCallRecognizer];

/** Recognisers by what stands after the last `/` or `:` of the paths they match. */
const byLastWord = new Map<string, PathRecognizer[]>();
for (const recognizer of byPath) {
  for (const word of new Set(recognizer.endings.map(lastWord))) {
    byLastWord.set(word, [...(byLastWord.get(word) ?? []), recognizer]);
  }
}

/**
 * The recognisers whose method and path match; which one it is, if any, its `matchesBody` says.
 * An MCP server can be at any path, but its clients must accept an event stream: with `header` given
 * (a request header's value by lower-case name) other POST requests are ruled out by that.
 */
export function recognize(
  method: string,
  path: string,
  header?: (name: string) => string | null,
): readonly Recognizer[] {
  if (method !== "POST" && method.toUpperCase() !== "POST") return NONE;
  const mcp = isMcpCandidate(header) ? MCP : NONE;
  const known = byLastWord.get(lastWord(path));
  if (known === undefined) return mcp;
  const matching = known.filter((recognizer) => recognizer.matchesPath(method, path));
  return matching.length === 0 ? mcp : [...matching, ...mcp];
}

function isMcpCandidate(header: ((name: string) => string | null) | undefined): boolean {
  return header === undefined || (header("accept") ?? "").includes("text/event-stream");
}

function lastWord(path: string): string {
  const end = path.endsWith("/") ? path.length - 1 : path.length;
  const start = Math.max(path.lastIndexOf("/", end - 1), path.lastIndexOf(":", end - 1));
  return path.slice(start + 1, end);
}
