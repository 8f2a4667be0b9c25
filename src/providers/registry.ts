// All operations by their ids. Runs in the server.
import { anthropicMessages } from "./anthropic/messages.ts";
import { bedrockConverse } from "./bedrock/converse.ts";
import { bedrockEmbed, bedrockInvoke } from "./bedrock/invoke.ts";
import { cohereChat } from "./cohere/chat.ts";
import { cohereEmbed } from "./cohere/embed.ts";
import { configuredOperations } from "./configured-operations.ts";
import { geminiEmbedContent } from "./google/embed-content.ts";
import { geminiGenerateContent } from "./google/generate-content.ts";
import { mcpToolsCall } from "./mcp/tools-call.ts";
import { mistralFim } from "./mistral/fim.ts";
import { ollamaChat, ollamaGenerate } from "./ollama/chat.ts";
import { ollamaEmbed } from "./ollama/embed.ts";
import { openaiSpeech, openaiTranscription } from "./openai/audio.ts";
import { openaiChat } from "./openai/chat.ts";
import { openaiCompletions } from "./openai/completions.ts";
import { openaiEmbeddings } from "./openai/embeddings.ts";
import { openaiImages } from "./openai/images.ts";
import { openaiResponses } from "./openai/responses.ts";
import type { Operation } from "./operation.ts";

/** Every operation, in no particular order. */
export const operations: readonly Operation[] = [
  openaiChat,
  openaiResponses,
  openaiCompletions,
  openaiEmbeddings,
  openaiImages,
  openaiSpeech,
  openaiTranscription,
  anthropicMessages,
  geminiGenerateContent,
  geminiEmbedContent,
  mistralFim,
  cohereChat,
  cohereEmbed,
  bedrockConverse,
  bedrockInvoke,
  bedrockEmbed,
  ollamaChat,
  ollamaGenerate,
  ollamaEmbed,
  mcpToolsCall,
  ...configuredOperations,
];

const byId = new Map(operations.map((operation) => [operation.operation, operation]));

/** The operation with that id (`openai.chat`), or null. */
export function operationById(id: string): Operation | null {
  return byId.get(id) ?? null;
}
