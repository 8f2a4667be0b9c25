// A call as a command for a shell, with the key as a variable: none is known here. Pure.
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { isObject } from "#src/protocol/json.ts";

/** Linux takes no argument of more than 128 KB, and a character has up to three bytes. */
const LONGEST_ARGUMENT = 40_000;
const END = "AO_BODY";

/** Null where the request is not known as one with a JSON body. */
export function toCurl(node: NodeDetail): string | null {
  const { url, input, provider } = node;
  if (url === null || !URL.canParse(url) || provider === "mcp" || holdsFiles(input)) return null;
  const body = JSON.stringify(input);
  const headers = [
    "content-type: application/json",
    ...keyHeaders(provider, new URL(url).hostname),
  ];
  // What has no body was asked for with GET.
  const method = input === null ? "" : "-X POST ";
  const lines = [
    `curl ${method}${quote(url)}`,
    ...headers.map((header) => `  -H ${quoteHeader(header)}`),
  ];
  if (body === undefined || input === null) return lines.join(" \\\n");
  if (body.length <= LONGEST_ARGUMENT) {
    return [...lines, `  --data-raw ${quote(body)}`].join(" \\\n");
  }
  return `${[...lines, `  --data-binary @- <<'${END}'`].join(" \\\n")}\n${body}\n${END}`;
}

/** Single quotes hold everything but themselves. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Ours, without anything that a shell knows but the variable. */
function quoteHeader(header: string): string {
  return `"${header}"`;
}

/** A body that was a form or bytes is only described. */
function holdsFiles(input: unknown): boolean {
  if (!isObject(input)) return false;
  return (
    "$binary" in input || Object.values(input).some((value) => isObject(value) && "$file" in value)
  );
}

/** Services that speak OpenAI's language under a name of their own. */
const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)groq\.com$/, "GROQ_API_KEY"],
  [/(?:^|\.)openrouter\.ai$/, "OPENROUTER_API_KEY"],
  [/(?:^|\.)together\.(?:xyz|ai)$/, "TOGETHER_API_KEY"],
  [/(?:^|\.)deepseek\.com$/, "DEEPSEEK_API_KEY"],
  [/(?:^|\.)x\.ai$/, "XAI_API_KEY"],
  [/(?:^|\.)mistral\.ai$/, "MISTRAL_API_KEY"],
];

function keyHeaders(provider: string, host: string): string[] {
  const known = HOSTS.find(([pattern]) => pattern.test(host))?.[1];
  if (known !== undefined) return [bearer(known)];
  if (/(?:^|\.)azure\.com$/.test(host)) return ["api-key: $AZURE_OPENAI_API_KEY"];
  switch (provider) {
    case "anthropic":
      return ["x-api-key: $ANTHROPIC_API_KEY", "anthropic-version: 2023-06-01"];
    case "gemini":
      return ["x-goog-api-key: $GEMINI_API_KEY"];
    case "mistral":
      return [bearer("MISTRAL_API_KEY")];
    case "cohere":
      return [bearer("CO_API_KEY")];
    case "bedrock":
      return [bearer("AWS_BEARER_TOKEN_BEDROCK")];
    case "ollama":
      return [];
    case "openai":
      return [bearer("OPENAI_API_KEY")];
    default:
      return [bearer("API_KEY")];
  }
}

function bearer(variable: string): string {
  return `Authorization: Bearer $${variable}`;
}
