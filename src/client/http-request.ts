// One HTTP request to the server. Runs in the CLI. node:http and not fetch: Bun's fetch sends even a
// loopback request, token and all, to the proxy of HTTP_PROXY (measured with Bun 1.4.4).
import { type IncomingMessage, request as httpRequest } from "node:http";
import { AoError, describeThrown } from "#src/errors.ts";

export interface HttpRequest {
  readonly url: string;
  readonly method?: string;
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds until the head of the answer must be there; without it there is no limit. */
  readonly timeoutMs?: number;
}

/**
 * Resolves when the head of the answer is there; its body is still to be read.
 * @throws AoError `server_unavailable` where there is no answer.
 */
export async function sendRequest(options: HttpRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const content = options.body === undefined ? undefined : JSON.stringify(options.body);
  const request = httpRequest(
    options.url,
    { method: options.method ?? "GET", headers: headersFor(options, content), agent: false },
    resolve,
  );
  request.on("error", reject);
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(
          () => request.destroy(new Error(`no answer within ${options.timeoutMs} ms`)),
          options.timeoutMs,
        );
  request.end(content);
  try {
    return await promise;
  } catch (error) {
    const { origin } = new URL(options.url);
    throw new AoError(
      "server_unavailable",
      `Cannot reach the server at ${origin}: ${describeThrown(error)}`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** The whole body as text. */
export async function readText(response: IncomingMessage): Promise<string> {
  return (await readBytes(response)).toString("utf8");
}

/** The whole body. */
export async function readBytes(response: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function headersFor(options: HttpRequest, content: string | undefined): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", connection: "close" };
  if (options.token !== undefined) headers["authorization"] = `Bearer ${options.token}`;
  if (content !== undefined) {
    headers["content-type"] = "application/json";
    headers["content-length"] = String(Buffer.byteLength(content));
  }
  return headers;
}
