// Sends an edited request in the place of one of node:http, whose own body is already written: with
// `fetch`, its answer going through the request's socket as it comes. Runs in the user's process.
import type * as Streams from "node:stream";
import { toBytes } from "#src/intercept/body-tee.ts";
import { LAST_CHUNK, writeChunk, writeHead } from "#src/intercept/http-message.ts";
import * as natives from "#src/intercept/natives.ts";
import { type ClientRequest, urlOf } from "#src/intercept/node-http.ts";

/** The part of a request that says how to reach the server. */
interface Reach {
  readonly agent?: { readonly options?: Readonly<Record<string, unknown>> };
  readonly socketPath?: string | null;
  getHeaders(): Readonly<Record<string, number | string | string[] | undefined>>;
}

/**
 * Sends `request` with `body`, a text where it is edited, and writes what comes back to the socket; an
 * error destroys that.
 */
export function relayRequest(
  socket: Streams.Duplex,
  request: ClientRequest,
  body: string | Uint8Array,
): void {
  const gone = new AbortController();
  socket.once("close", () => gone.abort());
  const sent = natives.realFetch(urlOf(request), {
    method: request.method,
    headers: readHeaders(request as ClientRequest & Reach, typeof body === "string"),
    body,
    signal: gone.signal,
    redirect: "manual",
    // The client decodes for itself, or not at all.
    decompress: false,
    ...readReach(request as ClientRequest & Reach),
  } as RequestInit);
  void natives.chain(
    natives.chain(sent, (response) => passOn(response, socket)),
    undefined,
    (error) => void socket.destroy(error as Error),
  );
}

/** Headers of the connection, and of a body that does not go out. */
const DROPPED = new Set(["host", "connection", "content-length", "transfer-encoding", "expect"]);

function readHeaders(request: Reach, isEdited: boolean): Headers {
  // A client that names no encoding reads none.
  const headers = new natives.NativeHeaders({ "accept-encoding": "identity" });
  for (const [name, value] of Object.entries(request.getHeaders())) {
    const lower = name.toLowerCase();
    if (value === undefined || DROPPED.has(lower)) continue;
    if (isEdited && lower === "content-encoding") continue;
    const [first, ...more] = Array.isArray(value) ? value : [String(value)];
    headers.set(name, first ?? "");
    for (const each of more) headers.append(name, each);
  }
  return headers;
}

const TLS_OPTIONS = ["ca", "cert", "key", "passphrase", "rejectUnauthorized", "servername"];

function readReach({ agent, socketPath }: Reach): object {
  const options = agent?.options ?? {};
  const tls = TLS_OPTIONS.flatMap((name) => (name in options ? [[name, options[name]]] : []));
  return {
    ...(tls.length === 0 ? {} : { tls: Object.fromEntries(tls) as object }),
    ...(typeof socketPath === "string" && socketPath !== "" ? { unix: socketPath } : {}),
  };
}

async function passOn(response: Response, socket: Streams.Duplex): Promise<void> {
  const headers = [...response.headers].filter(
    ([name]) => !/^(?:connection|keep-alive|content-length|transfer-encoding)$/i.test(name),
  );
  socket.push(writeHead(response.status, headers));
  const body = natives.responseBody(response);
  if (body !== null) await copy(natives.streamReader(body), socket);
  socket.push(LAST_CHUNK);
}

async function copy(reader: natives.Reader, socket: Streams.Duplex): Promise<void> {
  for (;;) {
    const { done, value } = await natives.read(reader);
    if (done || socket.destroyed) return;
    const bytes = toBytes(value);
    // An empty chunk would end the body.
    if (bytes !== null && bytes.byteLength > 0) socket.push(writeChunk(bytes));
  }
}
