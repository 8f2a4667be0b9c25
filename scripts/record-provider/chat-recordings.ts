// The conversations to record: each case once unstreamed and once streamed, per SDK.
import Anthropic from "@anthropic-ai/sdk";
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  type Message as BedrockMessage,
} from "@aws-sdk/client-bedrock-runtime";
import { GoogleGenAI } from "@google/genai";
import { Mistral } from "@mistralai/mistralai";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { CohereClientV2 } from "cohere-ai";
import Groq from "groq-sdk";
import { Ollama } from "ollama";
import OpenAI, { AzureOpenAI } from "openai";

export interface Recording {
  /** `<provider>/<case>`. */
  readonly name: string;
  readonly operation: string;
  run(url: string): Promise<unknown>;
}

/** Prompts by case; what the mock says to each is in mock-answers.ts. */
const PROMPTS = {
  text: "How is the weather in Paris?",
  tool: "Use a tool: weather in Zürich",
  tools: "Use two tools: weather and time in Zürich",
  think: "First think, then say how the weather is",
} as const;
type Case = keyof typeof PROMPTS;

const SCHEMA = {
  type: "object",
  properties: { city: { type: "string" }, unit: { type: "string" } },
  required: ["city"],
} as const;
const TOOL = { name: "get_weather", description: "Current weather", schema: SCHEMA };

const functionTool = {
  type: "function" as const,
  function: { name: TOOL.name, description: TOOL.description, parameters: SCHEMA },
};

/** Runs a call that may stream to its end. An error answer is a recording as well. */
async function drain(call: Promise<unknown>): Promise<void> {
  try {
    const result = await call;
    const isStream =
      typeof result === "object" && result !== null && Symbol.asyncIterator in result;
    // oxlint-disable-next-line no-unused-vars -- the stream must be read to its end
    if (isStream) for await (const _ of result as AsyncIterable<unknown>);
  } catch (error) {
    console.log(`  ${String(error).split("\n")[0]}`);
  }
}

function cases(
  provider: string,
  operation: string,
  names: readonly Case[],
  call: (url: string, prompt: string, stream: boolean) => Promise<unknown>,
): Recording[] {
  return names.flatMap((name) =>
    [false, true].map((stream) => ({
      name: `${provider}/${name}${stream ? "-stream" : ""}`,
      operation,
      run: (url: string) => drain(call(url, PROMPTS[name], stream)),
    })),
  );
}

function openai(url: string): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
}

/** Streams asked for with usage, as agents do. */
function chatBody(model: string, prompt: string, stream: boolean) {
  const body = {
    model,
    messages: [
      { role: "system" as const, content: "Answer briefly." },
      { role: "user" as const, content: prompt },
    ],
    tools: [functionTool],
  };
  return stream ? { ...body, stream: true, stream_options: { include_usage: true } } : body;
}

const openaiRecordings: Recording[] = [
  ...cases(
    "openai-chat",
    "openai.chat",
    ["text", "tool", "tools", "think"],
    (url, prompt, stream) =>
      openai(url).chat.completions.create(chatBody("gpt-4o", prompt, stream) as never),
  ),
  ...cases("azure", "openai.chat", ["text"], (url, prompt, stream) =>
    new AzureOpenAI({
      endpoint: url,
      apiKey: "none",
      apiVersion: "2025-04-01-preview",
      deployment: "my-gpt",
      maxRetries: 0,
    }).chat.completions.create(chatBody("my-gpt", prompt, stream) as never),
  ),
  ...cases(
    "openai-responses",
    "openai.responses",
    ["text", "tool", "tools", "think"],
    (url, prompt, stream) =>
      openai(url).responses.create({
        model: "gpt-5",
        instructions: "Answer briefly.",
        input: prompt,
        previous_response_id: "resp_before",
        tools: [
          {
            type: "function",
            name: TOOL.name,
            description: TOOL.description,
            parameters: SCHEMA as unknown as Record<string, unknown>,
            strict: false,
          },
        ],
        stream,
      }),
  ),
  ...cases("groq", "openai.chat", ["text", "tool"], (url, prompt, stream) =>
    new Groq({ baseURL: url, apiKey: "none", maxRetries: 0 }).chat.completions.create(
      chatBody("llama-3.3-70b-versatile", prompt, stream) as never,
    ),
  ),
  ...cases("mistral", "openai.chat", ["text", "tool"], (url, prompt, stream) => {
    const client = new Mistral({ serverURL: url, apiKey: "none" });
    const body = {
      model: "mistral-large-latest",
      messages: [{ role: "user" as const, content: prompt }],
      tools: [functionTool],
    };
    return stream ? client.chat.stream(body) : client.chat.complete(body);
  }),
];

const anthropicRecordings = cases(
  "anthropic",
  "anthropic.messages",
  ["text", "tool", "tools", "think"],
  (url, prompt, stream) =>
    new Anthropic({ baseURL: url, apiKey: "none", maxRetries: 0 }).messages.create({
      model: "claude-sonnet-4-5",
      max_tokens: 500,
      system: "Answer briefly.",
      messages: [{ role: "user", content: prompt }],
      tools: [
        {
          name: TOOL.name,
          description: TOOL.description,
          input_schema: { type: "object", properties: SCHEMA.properties },
        },
      ],
      stream,
    }),
);

const geminiRecordings = cases(
  "gemini",
  "gemini.generate-content",
  ["text", "tool", "tools", "think"],
  (url, prompt, stream) => {
    const { models } = new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl: url } });
    const body = {
      model: "gemini-2.5-flash",
      contents: prompt,
      config: {
        systemInstruction: "Answer briefly.",
        tools: [
          {
            functionDeclarations: [
              {
                name: TOOL.name,
                description: TOOL.description,
                parametersJsonSchema: SCHEMA,
              },
            ],
          },
        ],
      },
    };
    return stream ? models.generateContentStream(body) : models.generateContent(body);
  },
);

const cohereRecordings = cases("cohere", "cohere.chat", ["text", "tool"], (url, prompt, stream) => {
  const client = new CohereClientV2({ token: "none", environment: url, maxRetries: 0 } as never);
  const body = {
    model: "command-a-03-2025",
    messages: [{ role: "user" as const, content: prompt }],
    tools: [functionTool],
  };
  return stream ? client.chatStream(body as never) : client.chat(body as never);
});

const ollamaRecordings: Recording[] = [
  ...cases("ollama", "ollama.chat", ["text", "tool", "think"], (url, prompt, stream) =>
    new Ollama({ host: url }).chat({
      model: "llama3.2",
      messages: [{ role: "user", content: prompt }],
      tools: [functionTool] as never,
      stream: stream as true,
    }),
  ),
  ...cases("ollama-generate", "ollama.generate", ["text"], (url, prompt, stream) =>
    new Ollama({ host: url }).generate({ model: "llama3.2", prompt, stream: stream as true }),
  ),
];

/** The service's HTTP/2 is left out: the proxy and the mock speak HTTP/1.1. */
function bedrock(url: string): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });
}

const CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";

const bedrockRecordings: Recording[] = [
  ...cases(
    "bedrock",
    "bedrock.converse",
    ["text", "tool", "tools"],
    async (url, prompt, stream) => {
      const messages: BedrockMessage[] = [{ role: "user", content: [{ text: prompt }] }];
      const toolSpec = {
        name: TOOL.name,
        description: TOOL.description,
        inputSchema: { json: SCHEMA as never },
      };
      const input = {
        modelId: CLAUDE,
        system: [{ text: "Answer briefly." }],
        messages,
        toolConfig: { tools: [{ toolSpec }] },
      };
      if (!stream) return bedrock(url).send(new ConverseCommand(input));
      return (await bedrock(url).send(new ConverseStreamCommand(input))).stream;
    },
  ),
  {
    name: "bedrock-invoke/text",
    operation: "bedrock.invoke",
    run: (url) =>
      drain(
        bedrock(url).send(
          new InvokeModelCommand({
            modelId: CLAUDE,
            contentType: "application/json",
            body: JSON.stringify({
              anthropic_version: "bedrock-2023-05-31",
              max_tokens: 500,
              messages: [{ role: "user", content: PROMPTS.text }],
            }),
          }),
        ),
      ),
  },
];

export const chatRecordings: readonly Recording[] = [
  ...openaiRecordings,
  ...anthropicRecordings,
  ...geminiRecordings,
  ...cohereRecordings,
  ...ollamaRecordings,
  ...bedrockRecordings,
];
