// Passes requests on to the mock and keeps both sides as they were on the wire.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface RecordingProxy {
  readonly url: string;
  /** From now on the last POST is kept under this name, `<provider>/<case>`. */
  recordAs(name: string, operation: string, otherTarget?: string): void;
  /** What was kept since. */
  taken(): string;
  stop(): Promise<void>;
}

/** Headers that say nothing of the format, or are a machine's own. */
const DROPPED =
  /^(?:host|connection|keep-alive|date|user-agent|authorization|cookie|x-(?:api-key|goog-api-key|amz-.*|stainless-.*)|api-key|amz-sdk-.*|x-goog-api-client|transfer-encoding)$/;

/** Starts the proxy on a free port. Fixtures are written below `folder`. */
export function startRecordingProxy(target: string, folder: string): RecordingProxy {
  let name: string | null = null;
  let operation = "";
  let taken = "nothing";
  let current = target;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 30,
    async fetch(request) {
      const url = new URL(request.url);
      const body = new Uint8Array(await request.arrayBuffer());
      const answer = await forward(current, request, url, body);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (name !== null && request.method === "POST") {
        const path = `${folder}${name}`;
        mkdirSync(dirname(path), { recursive: true });
        const exchange = {
          operation,
          method: request.method,
          path: url.pathname,
          query: url.search,
          request_headers: keptHeaders(request.headers),
          status: answer.status,
          response_headers: keptHeaders(answer.headers),
        };
        writeFileSync(`${path}.json`, `${JSON.stringify(exchange, null, 2)}\n`);
        writeFileSync(`${path}.request`, body);
        writeFileSync(`${path}.response`, bytes);
        taken = `${answer.status}, ${body.length} and ${bytes.length} bytes`;
      }
      return new Response(bytes, { status: answer.status, headers: keptHeaders(answer.headers) });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    recordAs(next, nextOperation, otherTarget = target) {
      name = next;
      current = otherTarget;
      operation = nextOperation;
      taken = "nothing";
    },
    taken: () => taken,
    stop: () => server.stop(true),
  };
}

async function forward(
  target: string,
  request: Request,
  url: URL,
  body: Uint8Array,
): Promise<Response> {
  // The mock has Gemini under /v1beta alone; the SDK calls /v1.
  const path = url.pathname.replace(/^\/v1\/(models\/[^/]+:)/, "/v1beta/$1");
  const headers = new Headers(request.headers);
  for (const header of ["host", "connection", "accept-encoding", "content-length"]) {
    headers.delete(header);
  }
  return fetch(`${target}${path}${url.search}`, {
    method: request.method,
    headers,
    ...(body.length > 0 ? { body: body.slice() } : {}),
  });
}

function keptHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([header]) => !DROPPED.test(header)));
}
