// A small provider for the tests of the pages, and a program that asks it. It counts who asked what, and
// holds the answers that a test tells it to hold, so that a test can look while a call is under way.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Asks for each argument in turn, with the answers so far in the place of `$1`, `$2`…, and writes what it
 * got last. An argument that begins with "stream" is answered bit by bit.
 */
const AGENT = `
const answers = [];
for (const argument of process.argv.slice(2)) {
  const content = argument.replaceAll(/\\$(\\d)/g, (_, number) => answers[number - 1]);
  const response = await fetch(process.env.OPENAI_BASE_URL + "/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer key" },
    body: JSON.stringify({
      model: "gpt-4o-mini",
      stream: argument.startsWith("stream"),
      messages: [{ role: "user", content }],
    }),
  });
  const text = await response.text();
  answers.push(text.startsWith("{") ? JSON.parse(text).choices[0].message.content : text);
}
console.log("Result: " + answers.at(-1));
`;

/** Writes the program into a folder; gives its path. */
export function writeAgent(folder: string): string {
  const path = join(folder, "agent.mjs");
  writeFileSync(path, AGENT);
  return path;
}

export interface AskMock {
  readonly environment: Readonly<Record<string, string>>;
  /** What came in since it started, in order. */
  readonly asked: string[];
  /** From now on an answer to a text with this in it does not end, until the function given is called. */
  hold(part: string): () => void;
  stop(): Promise<void>;
}

/** Answers with what `reply` says to a text. */
export function startAskMock(reply: (text: string) => string): AskMock {
  const asked: string[] = [];
  const gates = new Map<string, Promise<void>>();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const { stream, messages } = (await request.json()) as Asked;
      const text = messages.at(-1)?.content ?? "";
      asked.push(text);
      const gate = [...gates].find(([part]) => text.includes(part))?.[1];
      if (stream) return eventStream(reply(text), gate);
      await gate;
      const message = { role: "assistant", content: reply(text) };
      const usage = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 };
      return Response.json({ ...HEAD, choices: [{ index: 0, message }], usage });
    },
  });
  return {
    environment: { OPENAI_BASE_URL: `http://127.0.0.1:${server.port}/v1`, OPENAI_API_KEY: "key" },
    asked,
    hold: (part) => {
      const gate = Promise.withResolvers<void>();
      gates.set(part, gate.promise);
      return () => {
        gates.delete(part);
        gate.resolve();
      };
    },
    stop: () => server.stop(true),
  };
}

interface Asked {
  readonly stream: boolean;
  readonly messages: readonly { readonly content: string }[];
}

const HEAD = { id: "chatcmpl-1", created: 1, model: "gpt-4o-mini" };

/** The first half at once, the second when the gate opens. */
function eventStream(text: string, gate: Promise<void> | undefined): Response {
  const encoder = new TextEncoder();
  const half = Math.floor(text.length / 2);
  const event = (content: string) =>
    encoder.encode(
      `data: ${JSON.stringify({ ...HEAD, choices: [{ index: 0, delta: { content } }] })}\n\n`,
    );
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(event(text.slice(0, half)));
      await gate;
      controller.enqueue(event(text.slice(half)));
      controller.enqueue(encoder.encode("data: [DONE]\n\n"));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
