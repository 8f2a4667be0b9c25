// A mock of the LLM providers' wire formats, for tests only: rules decide what is answered, aimock
// writes it in the provider's format, and a front bridges what aimock lacks (HTTP/2 without TLS for
// the AWS SDK, Gemini's /v1 paths, embeddings per input). It keeps a log of every call it answered.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { LLMock } from "@copilotkit/aimock";
import { embedText } from "./mock-embedding.ts";
import { readTurn, type TurnText } from "./mock-turn.ts";

/** What the mock answers: text, tool calls (or both), or an error. */
export interface MockReply {
  readonly text?: string;
  readonly tools?: readonly { readonly name: string; readonly arguments: object }[];
  readonly error?: { readonly status: number; readonly message: string };
  /** Streams in small pieces with pauses, so that a client can stop in the middle. */
  readonly slow?: boolean;
}

/** A request as a rule sees it. */
export interface MockTurn extends TurnText {
  readonly path: string;
  readonly body: unknown;
  /** What `when` matched. */
  readonly match: RegExpMatchArray;
  /** How often this rule's name was answered before. */
  readonly occurrence: number;
}

/** The first rule whose `when` matches the last turn's text (and `where`, if any) answers. */
export interface MockRule {
  /** Names the call in the log; `$1`, `$2` stand for the groups of `when`. */
  readonly name: string;
  readonly when: RegExp;
  /** A second condition, on everything in the request. */
  readonly where?: RegExp;
  readonly reply: string | MockReply | ((turn: MockTurn) => string | MockReply);
}

/** One answered call. */
export interface MockCall {
  readonly name: string;
  readonly path: string;
  readonly request: unknown;
  readonly reply: MockReply;
}

export interface MockProvider {
  readonly url: string;
  /** Base URL for clients that speak HTTP/2 without TLS. */
  readonly http2Url: string;
  readonly calls: readonly MockCall[];
  /** The last turns that no rule matched. */
  readonly unmatched: readonly string[];
  /** Base URLs and dummy keys, by the names the SDKs read or a program may read. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Answer {
  readonly reply: MockReply;
}

/** Changes to what the rules see, and to what they answer. */
export interface MockTwist {
  /** The text of a turn as the rules see it. */
  readonly read: (text: string) => string;
  /** The answer to a turn whose text, as it came, is given. */
  readonly answer: (reply: MockReply, turn: TurnText) => MockReply;
  /** How often a rule's name was answered before; null counts what this mock answered. */
  readonly occurrenceOf: (name: string, turn: TurnText) => number | null;
}

const AS_IS: MockTwist = {
  read: (text) => text,
  answer: (reply) => reply,
  occurrenceOf: () => null,
};

/** Starts a mock on free ports of 127.0.0.1. */
export async function startMockProvider(
  rules: readonly MockRule[],
  twist: MockTwist = AS_IS,
): Promise<MockProvider> {
  const calls: MockCall[] = [];
  const unmatched: string[] = [];
  const answers = new Map<string, Answer>();
  const mock = await startFormats(answers);

  const decide = (path: string, body: unknown): string | null => {
    const asked = readTurn(body);
    const turn = { last: twist.read(asked.last), all: twist.read(asked.all) };
    for (const rule of rules) {
      const match = turn.last.match(rule.when);
      if (match === null || (rule.where !== undefined && !rule.where.test(turn.all))) continue;
      const name = rule.name.replaceAll(
        /\$(\d)/g,
        (_, group: string) => match[Number(group)] ?? "",
      );
      const counted = calls.filter((call) => call.name === name).length;
      const occurrence = twist.occurrenceOf(name, turn) ?? counted;
      const made =
        typeof rule.reply === "function"
          ? rule.reply({ ...turn, path, body, match, occurrence })
          : rule.reply;
      const reply = twist.answer(typeof made === "string" ? { text: made } : made, asked);
      const id = `call-${calls.length + 1}`;
      calls.push({ name, path, request: body, reply });
      answers.set(id, { reply });
      return id;
    }
    unmatched.push(`${path}: ${turn.last.slice(0, 300)}`);
    return null;
  };

  const front = createServer((incoming, outgoing) => {
    void answerHttp(incoming, outgoing, { decide, formatsUrl: mock.url });
  });
  const front2 = createHttp2Server((incoming, outgoing) => {
    void answerHttp2(incoming, outgoing, { decide, formatsUrl: mock.url });
  });
  const url = await listen(front);
  const http2Url = await listen(front2);
  return {
    url,
    http2Url,
    calls,
    unmatched,
    environment: environmentFor(url, http2Url),
    close: async () => {
      front.closeAllConnections();
      front.close();
      front2.close();
      await mock.stop();
    },
  };
}

async function startFormats(answers: Map<string, Answer>): Promise<LLMock> {
  const mock = new LLMock({ port: 0, chunkSize: 24 });
  const answerOf = ({ _context: context = "" }: { _context?: string }) => answers.get(context);
  const respond = (request: { _context?: string }) => toFormat(answerOf(request)?.reply ?? {});
  mock.on({ predicate: (request) => answerOf(request)?.reply.slow === true }, respond, {
    chunkSize: 8,
    latency: 15,
  });
  mock.on({ predicate: (request) => answerOf(request) !== undefined }, respond);
  await mock.start();
  return mock;
}

function toFormat(reply: MockReply) {
  if (reply.error) {
    const { status, message } = reply.error;
    return {
      error: { message, type: status === 429 ? "rate_limit_error" : "api_error" },
      status,
      retryAfter: 0,
    };
  }
  const toolCalls = (reply.tools ?? []).map((tool) => ({
    name: tool.name,
    arguments: JSON.stringify(tool.arguments),
  }));
  if (toolCalls.length === 0) return { content: reply.text ?? "" };
  return reply.text === undefined ? { toolCalls } : { content: reply.text, toolCalls };
}

interface Backend {
  readonly decide: (path: string, body: unknown) => string | null;
  readonly formatsUrl: string;
}

async function answerHttp(incoming: IncomingMessage, outgoing: ServerResponse, backend: Backend) {
  const bytes = await readAll(incoming);
  const path = incoming.url ?? "/";
  const body = parse(bytes);
  const id = backend.decide(path, body);
  if (id === null) {
    outgoing.writeHead(404, { "content-type": "application/json" });
    outgoing.end(JSON.stringify({ error: { message: `The mock has no rule for ${path}` } }));
    return;
  }
  if (path.endsWith("/embeddings")) {
    outgoing.writeHead(200, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(embeddings(body)));
    return;
  }
  const upstream = forward(backend.formatsUrl + bridgePath(path), {
    incoming: incoming.headers,
    id,
    bytes,
  });
  upstream.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  upstream.on("error", () => outgoing.destroy());
  outgoing.on("close", () => upstream.destroy());
}

async function answerHttp2(
  incoming: Http2ServerRequest,
  outgoing: Http2ServerResponse,
  backend: Backend,
) {
  const bytes = await readAll(incoming);
  const id = backend.decide(incoming.url, parse(bytes));
  if (id === null) {
    outgoing.writeHead(404);
    outgoing.end("{}");
    return;
  }
  const target = backend.formatsUrl + incoming.url;
  const upstream = forward(target, { incoming: incoming.headers, id, bytes });
  upstream.on("response", (answer) => {
    // HTTP/2 has no connection headers; the content type is all that the AWS SDK needs.
    const contentType = answer.headers["content-type"] ?? "application/json";
    outgoing.writeHead(answer.statusCode ?? 502, { "content-type": contentType });
    answer.pipe(outgoing);
  });
  upstream.on("error", () => outgoing.stream.destroy());
}

function forward(
  url: string,
  from: { readonly incoming: IncomingHttpHeaders; readonly id: string; readonly bytes: Buffer },
) {
  const headers: Record<string, string> = { "x-aimock-context": from.id };
  for (const name of [
    "content-type",
    "accept",
    "anthropic-version",
    "anthropic-beta",
    "authorization",
  ]) {
    const value = from.incoming[name];
    if (typeof value === "string") headers[name] = value;
  }
  headers["content-length"] = String(from.bytes.length);
  const upstream = request(url, { method: "POST", headers });
  upstream.end(from.bytes);
  return upstream;
}

/** The Gemini SDK calls /v1, aimock answers under /v1beta. */
function bridgePath(path: string): string {
  return path.replace(/^\/v1\/models\/([^/]+):/, "/v1beta/models/$1:");
}

function embeddings(body: unknown) {
  const { input, model, encoding_format } = body as {
    input: string | string[];
    model: string;
    encoding_format?: string;
  };
  const inputs = Array.isArray(input) ? input : [input];
  const data = inputs.map((text, index) => {
    const vector = embedText(text);
    const encoded = Buffer.from(Float32Array.from(vector).buffer).toString("base64");
    return {
      object: "embedding",
      index,
      embedding: encoding_format === "base64" ? encoded : vector,
    };
  });
  const tokens = inputs.join(" ").split(/\s+/).length;
  return { object: "list", model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

function environmentFor(url: string, http2Url: string): Record<string, string> {
  const key = "mock-key-for-tests";
  return {
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_KEY: key,
    OPENAI_AGENTS_DISABLE_TRACING: "1",
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: key,
    GOOGLE_GEMINI_BASE_URL: url,
    GEMINI_API_KEY: key,
    GROQ_BASE_URL: url,
    GROQ_API_KEY: key,
    MISTRAL_BASE_URL: url,
    MISTRAL_API_KEY: key,
    COHERE_BASE_URL: url,
    COHERE_API_KEY: key,
    OLLAMA_BASE_URL: url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: http2Url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKIAMOCK",
    AWS_SECRET_ACCESS_KEY: key,
  };
}

async function listen(server: {
  listen(port: number, host: string, ready: () => void): unknown;
  address(): AddressInfo | string | null;
}): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function readAll(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  } catch {
    return null;
  }
}
