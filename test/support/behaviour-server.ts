// A local server with the behaviours an interceptor could get wrong, one per path. Every answer is
// the same in every run: no date, no counter.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";

export interface BehaviourServer extends AsyncDisposable {
  /** Ends in `/v1/`, which the memory recorder takes for calls. */
  readonly url: string;
  /** Requests as they arrived: method, path, framing, body. */
  readonly seen: string[];
}

type Answer = (response: ServerResponse, body: string, request: IncomingMessage) => void;

const JSON_TYPE = { "content-type": "application/json" };
const PARTS = ["one ", "two ", "three"];

const BEHAVIOURS: Readonly<Record<string, Answer>> = {
  echo: (response, body) => response.writeHead(200, JSON_TYPE).end(body),
  stream: (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let next = 0;
    const send = () => {
      if (next === PARTS.length) return void response.end();
      response.write(PARTS[next++]);
      setTimeout(send, 15);
    };
    send();
  },
  delay: (response) => void setTimeout(() => response.writeHead(200, JSON_TYPE).end("{}"), 30),
  error: (response) => response.writeHead(429, { ...JSON_TYPE, "retry-after": "1" }).end('{"e":1}'),
  gzip: (response) =>
    response
      .writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" })
      .end(gzipSync('{"zipped":true}')),
  br: (response) =>
    response
      .writeHead(200, { ...JSON_TYPE, "content-encoding": "br" })
      .end(brotliCompressSync('{"zipped":true}')),
  redirect: (response) => response.writeHead(307, { location: "/v1/echo" }).end(),
  empty: (response) => response.writeHead(200, { "content-length": "0" }).end(),
  nothing: (response) => response.writeHead(204).end(),
  cookies: (response) =>
    response.writeHead(200, { "set-cookie": ["a=1", "b=2"], "x-twice": ["1", "2"] }).end("{}"),
  hang: () => undefined,
  "hang-midway": (response) => void response.writeHead(200, JSON_TYPE).write('{"begun":'),
  "break-midway": (response) => {
    response.writeHead(200, { ...JSON_TYPE, "content-length": "100" }).write('{"begun":');
    setTimeout(() => response.destroy(), 20);
  },
  "break-before": (response) => response.destroy(),
};

/** Starts it on a free port. */
export async function startBehaviourServer(): Promise<BehaviourServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    response.sendDate = false;
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const length = request.headers["content-length"];
      const framing = length === undefined ? request.headers["transfer-encoding"] : length;
      seen.push(`${request.method} ${request.url} ${framing} ${body}`);
      const name = /\/v1\/([\w-]*)/.exec(request.url ?? "")?.[1] ?? "";
      const answer = BEHAVIOURS[name] ?? BEHAVIOURS["echo"];
      answer?.(response, body, request);
    });
    request.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
