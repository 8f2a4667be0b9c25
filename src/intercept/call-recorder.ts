// The seam between the interceptors (how a request leaves) and the recorder (what is kept of it).
// Runs in the user's process. Nothing here may throw into the program or delay it.

/** A request as far as it is known before its body. */
export interface OutgoingRequest {
  readonly method: string;
  /** Absolute URL, as the program gave it. */
  readonly url: string;
  /** A request header's value by lower-case name. */
  header(name: string): string | null;
  /** False where the client cannot be given an answer: the request goes out, unless it is refused. */
  readonly answerable?: false;
}

/** A request that may be a call, by its method and path; null is for everything else. */
export interface CandidateCall {
  /** True for a request that is not answerable and may have to stay: nothing goes out before `begin`. */
  readonly mayRefuse?: boolean;
  /**
   * Says what the body is, once it is all known. Null where the body shows that it is no call after
   * all; the request must then pass untouched. A string is taken as UTF-8.
   */
  begin(body: string | Uint8Array | null): RecordedCall | null;
}

/** The head of a response. */
export interface ResponseHead {
  readonly status: number;
  /** A response header's value by lower-case name. */
  header(name: string): string | null;
  /** True where the client decodes `content-encoding` itself and the chunks are already plain (fetch). */
  readonly decoded: boolean;
}

/** An answer from the cache, to be given instead of sending the request. */
export interface CachedAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** The body as it arrived, in its parts. */
  readonly parts: readonly Uint8Array[];
  /** When each part is due, in milliseconds after the answer was asked for; absent: at once. */
  readonly at?: readonly number[];
  /** Why the call must not go out, where the answer is an error that says so. */
  readonly refusal?: string;
}

/** One recorded call. Each ends once: by `end`, `fail` or `cancel`; what comes later is ignored. */
export interface RecordedCall {
  /** Where set, the request must not go out: this is its answer. */
  readonly cached: CachedAnswer | null;
  /** Where set, and nothing is cached, this JSON body goes out in place of the program's. */
  readonly send: string | null;
  /** The head of the response has arrived. */
  respond(head: ResponseHead): void;
  /** Bytes of the body, in order, as they are about to reach the program. The array is not kept. */
  chunk(bytes: Uint8Array): void;
  /** The body is complete. Durable in the spool when this returns. */
  end(): void;
  /** No response, or one that broke off. */
  fail(error: unknown): void;
  /** The program gave up: an abort, or a body it stopped reading. */
  cancel(error?: unknown): void;
}

/** Decides what is a call. One per process. */
export interface CallRecorder {
  /**
   * True where `begin` may give a cached answer. Only then does a request whose body has to be read
   * first (a stream, a form, a Blob) wait for it; otherwise `begin` may come after it was sent.
   */
  readonly mayAnswer: boolean;
  /**
   * Asked for every request on its way out; costs microseconds where the answer is null. Called
   * synchronously from the program's own call, unlike `begin`: the place to take its source location.
   */
  consider(request: OutgoingRequest): CandidateCall | null;
  /** An MCP tool call over stdio; `request` is the JSON-RPC request as parsed. */
  considerMcp(request: McpRequest): RecordedCall | null;
  /** A failure inside an interceptor: logged once per place, never shown to the program. */
  report(place: string, error: unknown): void;
}

/** A JSON-RPC request seen on an MCP server's standard input. */
export interface McpRequest {
  readonly method: string;
  readonly params: unknown;
  /** The server's command, for the label. */
  readonly server: string;
}
