// What a call costs, from the providers' list prices. Runs in the server.
// State of the table: 2026-11, from the pricing pages named below as far as public copies of them and
// of price lists kept from them show. Batch, priority, cache-write and long-prompt rates are left out.
import type { Usage } from "./message.ts";

/** USD per million tokens: input, output, input read from the provider's cache. */
type Price = readonly [input: number, output: number, cached: number];

const PRICES: Readonly<Record<string, Price>> = {
  // OpenAI: https://developers.openai.com/api/docs/pricing
  "gpt-6-astra": [10, 50, 1],
  "gpt-6.1-sol": [2, 10, 0.1],
  "gpt-6.1-terra": [1, 5, 0.05],
  "gpt-6-sol": [2, 10, 0.2],
  "gpt-6-luna": [0.1, 0.5, 0.01],
  "gpt-5.6-sol": [4, 20, 0.4],
  "gpt-5.6-terra": [2, 12, 0.2],
  "gpt-5.6-luna": [0.2, 1.2, 0.02],
  "gpt-5.5": [5, 30, 0.5],
  "gpt-5.5-pro": [30, 180, 3],
  "gpt-5.4": [2.5, 15, 0.25],
  "gpt-5.4-mini": [0.75, 4.5, 0.075],
  "gpt-5.4-nano": [0.2, 1.25, 0.02],
  "gpt-5.4-pro": [30, 180, 3],
  "gpt-5.3-chat": [1.75, 14, 0.175],
  "gpt-5.3-codex": [1.75, 14, 0.175],
  "gpt-5.2": [1.75, 14, 0.175],
  "gpt-5.2-chat": [1.75, 14, 0.175],
  "gpt-5.2-codex": [1.75, 14, 0.175],
  "gpt-5.2-pro": [21, 168, 21],
  "gpt-5.1": [1.25, 10, 0.125],
  "gpt-5.1-chat": [1.25, 10, 0.125],
  "gpt-5.1-codex": [1.25, 10, 0.125],
  "gpt-5.1-codex-max": [1.25, 10, 0.125],
  "gpt-5.1-codex-mini": [0.25, 2, 0.025],
  "gpt-5": [1.25, 10, 0.125],
  "gpt-5-chat": [1.25, 10, 0.125],
  "gpt-5-codex": [1.25, 10, 0.125],
  "gpt-5-mini": [0.25, 2, 0.025],
  "gpt-5-nano": [0.05, 0.4, 0.005],
  "gpt-5-pro": [15, 120, 15],
  "gpt-4.1": [2, 8, 0.5],
  "gpt-4.1-mini": [0.4, 1.6, 0.1],
  "gpt-4.1-nano": [0.1, 0.4, 0.025],
  "gpt-4o": [2.5, 10, 1.25],
  "gpt-4o-2024-05-13": [5, 15, 5],
  "gpt-4o-mini": [0.15, 0.6, 0.075],
  "gpt-4-turbo": [10, 30, 10],
  "gpt-4-1106-preview": [10, 30, 10],
  "gpt-4-0125-preview": [10, 30, 10],
  "gpt-4": [30, 60, 30],
  "gpt-3.5-turbo": [0.5, 1.5, 0.5],
  "gpt-3.5-turbo-1106": [1, 2, 1],
  "gpt-3.5-turbo-16k": [3, 4, 3],
  o1: [15, 60, 7.5],
  "o1-pro": [150, 600, 150],
  o3: [2, 8, 0.5],
  "o3-mini": [1.1, 4.4, 0.55],
  "o3-pro": [20, 80, 20],
  "o3-deep-research": [10, 40, 2.5],
  "o4-mini": [1.1, 4.4, 0.275],
  "o4-mini-deep-research": [2, 8, 0.5],
  "text-embedding-3-small": [0.02, 0, 0.02],
  "text-embedding-3-large": [0.13, 0, 0.13],
  "text-embedding-ada-002": [0.1, 0, 0.1],
  // Anthropic: https://platform.claude.com/docs/en/about-claude/pricing (Haiku 5.5: prompts up to 100,000 tokens)
  "claude-fable-5-1": [10, 50, 0.25],
  "claude-mythos-5-1": [10, 50, 0.25],
  "claude-fable-5": [10, 50, 1],
  "claude-mythos-5": [10, 50, 1],
  "claude-opus-5-5": [4, 20, 0.2],
  "claude-opus-5": [5, 25, 0.5],
  "claude-opus-4-8": [5, 25, 0.5],
  "claude-opus-4-7": [5, 25, 0.5],
  "claude-opus-4-6": [5, 25, 0.5],
  "claude-opus-4-5": [5, 25, 0.5],
  "claude-opus-4-1": [15, 75, 1.5],
  "claude-opus-4": [15, 75, 1.5],
  "claude-3-opus": [15, 75, 1.5],
  "claude-sonnet-5-5": [2, 10, 0.1],
  "claude-sonnet-5": [2, 10, 0.2],
  "claude-sonnet-4-6": [3, 15, 0.3],
  "claude-sonnet-4-5": [3, 15, 0.3],
  "claude-sonnet-4": [3, 15, 0.3],
  "claude-3-7-sonnet": [3, 15, 0.3],
  "claude-3-5-sonnet": [3, 15, 0.3],
  "claude-haiku-5-5": [0.1, 0.5, 0.01],
  "claude-haiku-4-5": [1, 5, 0.1],
  "claude-3-5-haiku": [0.8, 4, 0.08],
  "claude-3-haiku": [0.25, 1.25, 0.03],
  // Google: https://ai.google.dev/gemini-api/docs/pricing (prompts up to 200,000 tokens)
  "gemini-3.5-flash": [1.5, 9, 0.15],
  "gemini-3.5-flash-lite": [0.3, 2.5, 0.03],
  "gemini-3.1-pro": [2, 12, 0.2],
  "gemini-3.1-flash-lite": [0.25, 1.5, 0.025],
  "gemini-3-pro": [2, 12, 0.2],
  "gemini-3-flash": [0.5, 3, 0.05],
  "gemini-2.5-pro": [1.25, 10, 0.125],
  "gemini-2.5-flash": [0.3, 2.5, 0.03],
  "gemini-2.5-flash-lite": [0.1, 0.4, 0.01],
  "gemini-2.0-flash": [0.1, 0.4, 0.025],
  "gemini-2.0-flash-lite": [0.075, 0.3, 0.01875],
  "gemini-embedding-2": [0.2, 0, 0.2],
  "gemini-embedding-001": [0.15, 0, 0.15],
  // Mistral: https://mistral.ai/pricing (dated names: the bare ones are also those of local models)
  "mistral-large-2512": [0.5, 1.5, 0.5],
  "mistral-large-2411": [2, 6, 2],
  "mistral-medium-3.5": [1.5, 7.5, 1.5],
  "mistral-medium-latest": [1.5, 7.5, 1.5],
  "mistral-medium-2508": [0.4, 2, 0.4],
  "mistral-medium-2505": [0.4, 2, 0.4],
  "mistral-small-2506": [0.1, 0.3, 0.1],
  "codestral-2508": [0.3, 0.9, 0.3],
  "codestral-latest": [0.3, 0.9, 0.3],
  "mistral-embed": [0.1, 0, 0.1],
  // Cohere: https://cohere.com/pricing
  "command-a-03-2025": [2.5, 10, 2.5],
  "command-r-plus-08-2024": [2.5, 10, 2.5],
  "command-r-08-2024": [0.15, 0.6, 0.15],
  "command-r7b-12-2024": [0.0375, 0.15, 0.0375],
  "embed-v4.0": [0.12, 0, 0.12],
  "embed-english-v3.0": [0.1, 0, 0.1],
  "embed-multilingual-v3.0": [0.1, 0, 0.1],
  // DeepSeek: https://api-docs.deepseek.com/quick_start/pricing
  "deepseek-v4-pro": [0.435, 0.87, 0.00363],
  "deepseek-v4-flash": [0.14, 0.28, 0.0028],
  "deepseek-chat": [0.28, 0.42, 0.028],
  "deepseek-reasoner": [0.28, 0.42, 0.028],
  // xAI: https://docs.x.ai/developers/models (prompts up to 200,000 tokens)
  "grok-4.6": [2, 6, 0.5],
  "grok-4.5": [2, 6, 0.5],
  "grok-4.3": [1.25, 2.5, 0.2],
  "grok-4": [3, 15, 0.75],
  "grok-4-fast-reasoning": [0.2, 0.5, 0.05],
  "grok-4-fast-non-reasoning": [0.2, 0.5, 0.05],
  "grok-3": [3, 15, 0.75],
  "grok-3-mini": [0.3, 0.5, 0.075],
  "grok-code-fast-1": [0.2, 1.5, 0.02],
  // Groq: https://groq.com/pricing (names of its own; open models cost what their host says)
  "llama-3.3-70b-versatile": [0.59, 0.79, 0.59],
  "llama-3.1-8b-instant": [0.05, 0.08, 0.05],
  // Amazon: https://aws.amazon.com/bedrock/pricing (us-east-1; Claude as at Anthropic)
  "amazon.nova-premier": [2.5, 12.5, 0.625],
  "amazon.nova-pro": [0.8, 3.2, 0.2],
  "amazon.nova-lite": [0.06, 0.24, 0.015],
  "amazon.nova-micro": [0.035, 0.14, 0.00875],
  "amazon.titan-embed-text-v2": [0.02, 0, 0.02],
};

/** What may follow a name in the table without making it another model: dates, `latest`, revisions. */
const SUFFIX =
  /^(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|\d{3}|latest|default|preview(?:-\d[\d-]*)?|exp(?:-\d[\d-]*)?))?(?:-v\d+)?(?::\d+(?:k|m)?)?$/;

/**
 * USD for a call, or null where the model's price is not known. The longest name of the table that the
 * model begins with counts, and only dates and revisions may follow it; region and vendor prefixes
 * (`us.anthropic.`, `openai/`, `models/`, ARNs) are ignored.
 */
export function costOf(model: string | null, usage: Usage | null): number | null {
  if (model === null || usage === null) return null;
  const price = priceOf(model);
  if (price === null) return null;
  const cached = Math.min(usage.cached, usage.input);
  const [input, output, read] = price;
  return ((usage.input - cached) * input + usage.output * output + cached * read) / 1_000_000;
}

function priceOf(model: string): Price | null {
  const name = canonicalName(model);
  for (let end = name.length; end > 0; end--) {
    const start = name.slice(0, end);
    const price = Object.hasOwn(PRICES, start) ? PRICES[start] : undefined;
    // Another model that only begins the same has no price of its own here.
    if (price !== undefined) return SUFFIX.test(name.slice(end)) ? price : null;
  }
  return null;
}

function canonicalName(model: string): string {
  const name = model.slice(0, 256).toLowerCase().replace(/^.*\//, "");
  const bare = name.replace(/^(?:us|eu|apac|au|jp|ca|global|us-gov)\./, "");
  const claude = bare.replace(/^anthropic\./, "");
  // OpenRouter writes `claude-sonnet-4.5`.
  return claude.startsWith("claude-") ? claude.replace(/(\d)\.(\d)/, "$1-$2") : bare;
}
