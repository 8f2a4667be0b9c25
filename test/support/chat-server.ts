// A provider for tests of the plumbing: OpenAI's chat completions, unstreamed and streamed, with an
// answer that tells which request it belongs to. Tests of wire formats use the real mock instead.

export interface ChatServer extends AsyncDisposable {
  /** `http://127.0.0.1:1234/v1`. */
  readonly baseUrl: string;
  /** Bodies received, in order. */
  readonly requests: { readonly body: unknown; readonly headers: Headers }[];
}

export interface ChatServerOptions {
  /** Milliseconds before an answer. */
  readonly delay?: number | (() => number);
  /** Milliseconds between the pieces of a stream. */
  readonly pause?: number;
  readonly answer?: (prompt: string) => string;
  /** HTTP status of the nth request (from 0); 200 where it gives none. */
  readonly status?: (index: number) => number | undefined;
}

/** Starts the server on a free port. */
export function startChatServer(options: ChatServerOptions = {}): ChatServer {
  const requests: ChatServer["requests"] = [];
  const answer = options.answer ?? ((prompt) => `You said: ${prompt}`);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const body = (await request.json()) as ChatRequest;
      const index = requests.push({ body, headers: request.headers }) - 1;
      const { delay = 0 } = options;
      await Bun.sleep(typeof delay === "number" ? delay : delay());
      const status = options.status?.(index) ?? 200;
      if (status !== 200) {
        return Response.json({ error: { message: `refused with ${status}` } }, { status });
      }
      const text = answer(body.messages.at(-1)?.content ?? "");
      return body.stream
        ? stream(text, options.pause ?? 0)
        : Response.json(completion(text, index));
    },
  });
  return {
    baseUrl: `${server.url.href}v1`,
    requests,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

interface ChatRequest {
  readonly stream?: boolean;
  readonly messages: readonly { readonly content: string }[];
}

function completion(text: string, index: number): object {
  return {
    id: `chatcmpl-${index}`,
    object: "chat.completion",
    created: 1,
    model: "gpt-4o-mini",
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
}

function stream(text: string, pause: number): Response {
  const words = text.split(/(?<= )/);
  const body = new ReadableStream({
    async start(controller) {
      for (const word of words) {
        controller.enqueue(chunk({ content: word }, null));
        await Bun.sleep(pause);
      }
      controller.enqueue(`${chunk({}, "stop")}data: [DONE]\n\n`);
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

function chunk(delta: object, finish_reason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  const head = { id: "chatcmpl-s", object: "chat.completion.chunk", created: 1 };
  return `data: ${JSON.stringify({ ...head, model: "gpt-4o-mini", choices })}\n\n`;
}
