// Calls each SDK in the ways its users do. A line `// here: <name>` follows each call that is to be
// located; the test compares.
const [server = ""] = process.argv.slice(2);
const messages = [{ role: "user" as const, content: "hi" }];
const chat = { model: "m", messages };

// oxlint-disable no-console -- the test reads the output.
async function run(name: string, call: () => Promise<unknown>): Promise<void> {
  console.log(`start ${name}`);
  try {
    await call();
  } catch (error) {
    console.log(`${name} threw ${String(error)}`);
  }
}

async function complete(client: { chat: { completions: { create(body: typeof chat): unknown } } }) {
  await Promise.resolve();
  return await client.chat.completions.create(chat); // here: openai groq openai-cjs groq-cjs
}

const { default: OpenAI } = await import("openai");
const openai = new OpenAI({ apiKey: "k", baseURL: `${server}/v1`, maxRetries: 0 });
await run("openai", () => complete(openai));
await run("openai-response", async () => {
  const { data, response } = await openai.chat.completions.create(chat).withResponse(); // here: openai-response
  return [data, response.status];
});
await run("openai-stream", async () => {
  const runner = openai.chat.completions.stream(chat); // here: openai-stream
  return await runner.finalContent();
});
await run("openai-tools", async () => {
  const runner = openai.chat.completions.runTools({ ...chat, tools: [] }); // here: openai-tools
  return await runner.finalContent();
});
await run("openai-responses", async () => {
  return await openai.responses.create({ model: "m", input: "hi" }); // here: openai-responses
});

const { default: Groq } = await import("groq-sdk");
await run("groq", () => complete(new Groq({ apiKey: "k", baseURL: server })));

const { default: Anthropic } = await import("@anthropic-ai/sdk");
const anthropic = new Anthropic({ apiKey: "k", baseURL: server });
const request = { model: "m", max_tokens: 9, messages };
await run("anthropic", async () => {
  return await anthropic.messages.create(request); // here: anthropic
});
await run("anthropic-stream", async () => {
  const stream = anthropic.messages.stream(request); // here: anthropic-stream
  return await stream.finalMessage();
});

// The first call of a CommonJS client shows where its class is; its place is not known.
const { OpenAI: RequiredOpenAI } = require(require.resolve("openai/client.js")) as {
  OpenAI: typeof OpenAI;
};
const second = new RequiredOpenAI({ apiKey: "k", baseURL: `${server}/v1` });
await run("openai-cjs-first", () => complete(second));
await run("openai-cjs", () => complete(second));

const { generateText, streamText } = await import("ai");
const { createOpenAI } = await import("@ai-sdk/openai");
const model = createOpenAI({ apiKey: "k", baseURL: `${server}/v1` }).chat("m");
await run("ai", async () => {
  return await generateText({ model, prompt: "hi" }); // here: ai
});
await run("ai-stream", async () => {
  const { textStream } = streamText({ model, prompt: "hi" }); // here: ai-stream
  for await (const part of textStream) console.log(part);
});

const { ChatOpenAI } = await import("@langchain/openai");
const { RunnableLambda } = await import("@langchain/core/runnables");
const langchain = new ChatOpenAI({
  apiKey: "k",
  model: "m",
  configuration: { baseURL: `${server}/v1` },
});
await run("langchain", async () => {
  return await langchain.invoke("hi"); // here: langchain
});
await run("langchain-chain", async () => {
  const chain = RunnableLambda.from((text: string) => text.toUpperCase()).pipe(langchain);
  return await chain.invoke("hi"); // here: langchain-chain
});

const {
  Agent,
  run: runAgent,
  setTracingDisabled,
  setDefaultOpenAIClient,
} = await import("@openai/agents");
setTracingDisabled(true);
setDefaultOpenAIClient(openai as never);
await run("agents", async () => {
  return await runAgent(new Agent({ name: "a", model: "m" }), "hi"); // here: agents
});

const { GoogleGenAI } = await import("@google/genai");
const google = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: server } });
await run("google", async () => {
  return await google.models.generateContent({ model: "m", contents: "hi" }); // here: google
});

await run(
  "google-then",
  () => google.models.generateContent({ model: "m", contents: "hi" }).then(String), // here: google-then
);
await run(
  "google-stream",
  () => google.models.generateContentStream({ model: "m", contents: "hi" }).then(String), // here: google-stream
);
await run(
  "google-embed",
  () => google.models.embedContent({ model: "m", contents: "hi" }).then(String), // here: google-embed
);
await run("google-chat", async () => {
  const chats = google.chats.create({ model: "m" });
  return await chats.sendMessage({ message: "hi" }); // here: google-chat
});

const { Mistral } = await import("@mistralai/mistralai");
const mistral = new Mistral({ apiKey: "k", serverURL: server });
await run("mistral", async () => {
  return await mistral.chat.complete(chat); // here: mistral
});

const { Ollama } = await import("ollama");
await run("ollama", async () => {
  return await new Ollama({ host: server }).chat(chat); // here: ollama
});

const { CohereClientV2 } = await import("cohere-ai");
// CommonJS, and bound when the client is made: not located.
await run("cohere", async () => {
  return await new CohereClientV2({ token: "k", environment: server }).chat(chat);
});

const init = { method: "POST", body: JSON.stringify(chat) };
await run("fetch", async () => {
  return await fetch(`${server}/v1/chat/completions`, init); // here: fetch
});
