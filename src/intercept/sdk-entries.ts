// The functions of SDKs that a program calls and whose stacks do not reach their `fetch`: promise
// classes, `.then` chains and timers in between break the runtime's async stacks. One line per file;
// versions that were looked at are those of this repository's tests.

/** What is noted in one file of a package. Names that a version does not have are passed over. */
export interface SdkEntry {
  /** Below `node_modules/`, with `/`. */
  readonly file: string;
  /** Methods by the class that has them on its prototype. */
  readonly methods?: Readonly<Record<string, readonly string[]>>;
  /** Functions that the constructor of a class assigns to the new object, by that class. */
  readonly assigned?: Readonly<Record<string, readonly string[]>>;
  /** Functions declared at the top of the file and exported. */
  readonly functions?: readonly string[];
}

/** The module that the hooked sources import from. */
export const HOOK_MODULE = "ao:sdk-sites";

const HELPERS = ["stream", "parse", "runTools", "toolRunner"];
const RUNNABLE = ["invoke", "stream", "batch", "streamEvents"];

const AI_SDK = [
  "generateText",
  "streamText",
  "generateObject",
  "streamObject",
  "generateImage",
  "embed",
  "embedMany",
  "rerank",
];

export const SDK_ENTRIES: readonly SdkEntry[] = [
  { file: "openai/client.mjs", methods: { OpenAI: ["request"] } },
  {
    file: "openai/resources/chat/completions/completions.mjs",
    methods: { Completions: HELPERS },
  },
  { file: "openai/resources/responses/responses.mjs", methods: { Responses: HELPERS } },
  { file: "@anthropic-ai/sdk/client.mjs", methods: { Anthropic: ["request"] } },
  { file: "@anthropic-ai/sdk/resources/messages/messages.mjs", methods: { Messages: HELPERS } },
  {
    file: "@anthropic-ai/sdk/resources/beta/messages/messages.mjs",
    methods: { Messages: HELPERS },
  },
  { file: "groq-sdk/client.mjs", methods: { Groq: ["request"] } },
  // Before their clients had a file of their own: openai 4, anthropic 0.3x, groq 0.x.
  { file: "openai/resources/beta/chat/completions.mjs", methods: { Completions: HELPERS } },
  { file: "openai/core.mjs", methods: { APIClient: ["request"] } },
  { file: "@anthropic-ai/sdk/core.mjs", methods: { APIClient: ["request"] } },
  { file: "groq-sdk/core.mjs", methods: { APIClient: ["request"] } },
  { file: "ai/dist/index.js", functions: AI_SDK },
  // Up to version 6.
  { file: "ai/dist/index.mjs", functions: AI_SDK },
  {
    file: "@langchain/core/dist/runnables/base.js",
    methods: { Runnable: RUNNABLE, RunnableSequence: RUNNABLE },
  },
  {
    file: "@langchain/core/dist/language_models/chat_models.js",
    methods: { BaseChatModel: RUNNABLE },
  },
  { file: "@langchain/langgraph/dist/pregel/index.js", methods: { Pregel: RUNNABLE } },
  { file: "@openai/agents-core/dist/run.mjs", methods: { Runner: ["run"] } },
  {
    file: "@google/genai/dist/node/index.mjs",
    methods: { Chat: ["sendMessage", "sendMessageStream"] },
    assigned: {
      Models: ["generateContent", "generateContentStream", "embedContent", "generateImages"],
    },
  },
  { file: "@mistralai/mistralai/esm/sdk/chat.js", methods: { Chat: ["complete", "stream"] } },
  { file: "@mistralai/mistralai/esm/sdk/embeddings.js", methods: { Embeddings: ["create"] } },
];

/** Matches the paths of those files and, it is hoped, of no others: each match is read again. */
export const SDK_FILES = new RegExp(
  `[\\\\/]node_modules[\\\\/](?:${SDK_ENTRIES.map(({ file }) => escapePath(file)).join("|")})$`,
);

/** The entry of a file, by its path. */
export function findSdkEntry(path: string): SdkEntry | undefined {
  const plain = path.replaceAll("\\", "/");
  return SDK_ENTRIES.find(({ file }) => plain.endsWith(`/node_modules/${file}`));
}

/**
 * `source` with a line at its end that hands over what `entry` names; no other line moves. Only what
 * the source declares in a way that can be handed over is named, so the line cannot fail.
 */
export function addHook(source: string, entry: SdkEntry): string {
  const { methods = {}, assigned = {}, functions = [] } = entry;
  const lines: string[] = [];
  for (const [what, classes] of Object.entries({ methods, assigned })) {
    for (const [name, keys] of Object.entries(classes)) {
      if (!new RegExp(`^(?:export )?(?:class|var|let) ${name}\\b`, "m").test(source)) continue;
      lines.push(`h.${what}(${name}, ${JSON.stringify(keys)});`);
    }
  }
  for (const name of functions) {
    if (!new RegExp(`^(?:export )?(?:async )?function ${name}\\(`, "m").test(source)) continue;
    lines.push(`${name} = h.function(${name});`);
  }
  if (lines.length === 0) return source;
  const hooked = `{ const h = aoSites.hook; if (h) { ${lines.join(" ")} } }`;
  return `${source}\n;import { current as aoSites } from "${HOOK_MODULE}"; ${hooked}`;
}

/**
 * A module with the exports of the CommonJS file `path`. Bun loses those of a CommonJS file whose
 * source comes from a plugin; under a path with a query it reads the file itself.
 */
export function reExport(path: string): string {
  const file = JSON.stringify(`${path}?ao`);
  return `export * from ${file}; export { default } from ${file};`;
}

/** Earlier major versions have CommonJS under a name that is a module's now. */
export function isCommonJs(source: string): boolean {
  return /^(?:module\.exports\b|exports\.)/m.test(source) || !/^(?:import|export)\b/m.test(source);
}

function escapePath(path: string): string {
  return path.replaceAll(".", "\\.").replaceAll("/", "[\\\\/]");
}
