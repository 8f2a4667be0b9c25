// How a call is shown in lists: a label, who answered, with what, and how the answer begins. Runs in
// the server; total.
import { isObject, property, stringAt } from "#src/protocol/json.ts";
import type { RequestFacts, ResponseFacts, ToolCall } from "./message.ts";
import type { Operation } from "./operation.ts";
import { textOfResponse } from "./output-text.ts";
import { readTexts } from "./read-content.ts";

const LABEL_LENGTH = 60;
const PREVIEW_LENGTH = 120;

/** What is known of a call. */
export interface DescribedCall {
  readonly operation: Operation;
  readonly url: string;
  readonly request: RequestFacts;
  /** Null while there is no response. */
  readonly response: ResponseFacts | null;
  /** The request's body. */
  readonly body: unknown;
  /** The response's body, the one that `response` was read from; null without. */
  readonly output: unknown;
}

/** A call in a line. */
export interface CallDescription {
  /** The tool's name; for a model the beginning of the newest text it was given. */
  readonly label: string;
  /** A known gateway by its host, else the provider whose format it is. */
  readonly provider: string;
  /** As the request names it. */
  readonly model: string | null;
  /** The beginning of the answer: its text, its tool calls, or its error. One line, at most 120 characters. */
  readonly preview: string;
}

/** Describes a call. */
export function describeCall(call: DescribedCall): CallDescription {
  return {
    label: describeLabel(call),
    provider: describeProvider(call.operation.provider, call.url),
    model: call.request.model ?? call.response?.model ?? null,
    preview: toLine(describeAnswer(call), PREVIEW_LENGTH),
  };
}

function describeLabel({ operation, request }: DescribedCall): string {
  const text = request.label ?? newestText(request);
  return toLine(text, LABEL_LENGTH) || operation.operation.replace(/[.-]/g, " ");
}

/** The text of the last message that is not the model's own: what it was asked, or what a tool said. */
function newestText({ messages }: RequestFacts): string {
  for (const message of messages.toReversed()) {
    if (message.role === "system" || message.role === "assistant") continue;
    const results = message.tool_results.map((result) => plainText(result.content));
    const text = [...results, ...message.texts.map((leaf) => leaf.text)].join(" ").trim();
    if (text !== "") return text;
  }
  return messages.findLast((message) => message.texts.length > 0)?.texts.at(-1)?.text ?? "";
}

/** A tool result's content as text: its text parts, or its JSON. */
export function plainText(content: unknown): string {
  if (content === null || content === undefined) return "";
  const texts = readTexts(content, "").map((leaf) => leaf.text);
  if (texts.length > 0) return texts.join(" ");
  // Gemini's results are objects, often with one text: `{ "output": "…" }`.
  const members = isObject(content) ? Object.values(content) : [];
  const [only] = members;
  return members.length === 1 && typeof only === "string" ? only : plainJson(content);
}

function describeAnswer({ operation, response, output }: DescribedCall): string {
  if (response === null) return "";
  const text = textOfResponse(response, output);
  if (response.error !== null && text === "") return response.error;
  if (text.trim() !== "") return text;
  const calls = response.messages.flatMap((message) => message.tool_calls);
  if (calls.length > 0) return calls.map(describeToolCall).join(", ");
  if (operation.kind === "embedding") return describeVectors(output);
  const binary = stringAt(property(output, "$binary"), "media_type");
  if (binary !== null) return binary;
  const images = property(output, "data");
  if (Array.isArray(images)) return images.length === 1 ? "1 image" : `${images.length} images`;
  return operation.kind === "tool" ? plainText(output) : "";
}

function describeToolCall(call: ToolCall): string {
  const text = typeof call.arguments === "string" ? call.arguments : plainJson(call.arguments);
  return `${call.name}(${text === "{}" || text === "null" ? "" : text})`;
}

function plainJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "…"; // Nested deeper than can be written.
  }
}

/** `3 vectors of 1536`, wherever the provider keeps them. */
function describeVectors(output: unknown): string {
  const vectors = findVectors(output, 0);
  const [first] = vectors;
  if (first === undefined) return "";
  const count = vectors.length === 1 ? "1 vector" : `${vectors.length} vectors`;
  return Array.isArray(first) ? `${count} of ${first.length}` : count;
}

function findVectors(value: unknown, depth: number): unknown[] {
  if (depth > 5) return [];
  if (Array.isArray(value)) {
    if (typeof value[0] === "number") return [value];
    return value.flatMap((item) => findVectors(item, depth + 1));
  }
  if (!isObject(value)) return [];
  if (typeof value["embedding"] === "string") return [value["embedding"]];
  return Object.values(value).flatMap((member) =>
    typeof member === "object" ? findVectors(member, depth + 1) : [],
  );
}

/** Hosts of services that speak another provider's format. */
const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)openai\.azure\.com$|(?:^|\.)(?:cognitiveservices|services\.ai)\.azure\.com$/, "azure"],
  [/(?:^|\.)groq\.com$/, "groq"],
  [/(?:^|\.)openrouter\.ai$/, "openrouter"],
  [/(?:^|\.)together\.(?:ai|xyz)$/, "together"],
  [/(?:^|\.)deepseek\.com$/, "deepseek"],
  [/(?:^|\.)x\.ai$/, "xai"],
  [/(?:^|\.)mistral\.ai$/, "mistral"],
  [/(?:^|\.)fireworks\.ai$/, "fireworks"],
  [/(?:^|\.)perplexity\.ai$/, "perplexity"],
  [/(?:^|\.)cerebras\.ai$/, "cerebras"],
  [/(?:^|\.)moonshot\.(?:ai|cn)$/, "moonshot"],
  [/(?:^|\.)huggingface\.co$/, "huggingface"],
  [/(?:^|\.)cohere\.(?:ai|com)$/, "cohere"],
  [/(?:^|\.)googleapis\.com$/, "gemini"],
  [/^ai-gateway\.vercel\.sh$/, "vercel"],
  [/^gateway\.ai\.cloudflare\.com$/, "cloudflare"],
  [/(?:^|\.)amazonaws\.com$/, "bedrock"],
];

/** Local servers by their usual ports. */
const LOCAL_PORTS: Readonly<Record<string, string>> = { "11434": "ollama", "1234": "lm-studio" };

function describeProvider(provider: string, url: string): string {
  // A tool, or the user's own service, is not a model's provider.
  if (provider === "mcp") return provider;
  if (!URL.canParse(url)) return provider;
  const { hostname, port, pathname } = new URL(url);
  if (/^(?:localhost|127\.|\[::1\]$|host\.docker\.internal$)/.test(hostname)) {
    return LOCAL_PORTS[port] ?? provider;
  }
  const known = HOSTS.find(([pattern]) => pattern.test(hostname))?.[1];
  if (known !== undefined) return known;
  // Azure's own paths, behind a gateway.
  if (pathname.includes("/openai/deployments/")) return "azure";
  return provider === "configured" ? hostname : provider;
}

/** One line of at most `length` characters, cut between whole characters. */
function toLine(text: string, length: number): string {
  // Only so much is looked at: an answer can be megabytes.
  const line = text
    .slice(0, length * 8)
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
