// The seam between ao and a provider's wire format: one `Operation` per kind of call.
// `matches…` run in the user's process on every candidate request: keep them cheap and free of
// imports. Everything else runs in the server.
import type { NodeKind } from "#src/protocol/graph.ts";
import type { RequestFacts, ResponseFacts } from "#src/providers/message.ts";
import { normalizeRequest } from "#src/providers/normalize-request.ts";

/** The recognising half, linked into the recorded program's process. */
export interface Recognizer {
  /** `<provider>.<call>`: `openai.chat`, `anthropic.messages`. */
  readonly operation: string;
  readonly kind: NodeKind;
  /** By method and path alone, never by host: gateways and local servers count. `path` has no query. */
  matchesPath(method: string, path: string): boolean;
  /**
   * By shape. `body` is the parsed JSON body, or undefined where it is not JSON (multipart uploads,
   * bodies not yet known). True only where the request cannot well be something else.
   */
  matchesBody(body: unknown, path: string): boolean;
  /**
   * Found in the text of a stream that is complete, though the body may not have ended: some clients
   * stop reading there. Absent where only the end of the body tells.
   */
  readonly streamEnd?: RegExp;
  /**
   * In which form the request wants its answer: `plain` (one body), `stream`, or another of the
   * operation's own (`stream+usage`). Absent: always `plain`. The form is no part of a call's identity.
   * `url` is the whole one, because some providers say it in the query.
   */
  form?(body: unknown, url: string): string;
}

/** A streamed body, decoded from its content encoding. */
export interface StreamBody {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** A body on the wire. */
export interface WireBody {
  readonly contentType: string;
  readonly parts: readonly Uint8Array[];
}

/** The interpreting half, in the server. All functions are pure and never throw on odd input. */
export interface Operation extends Recognizer {
  /** The provider as shown: `openai`. May look at the URL to tell a gateway's name. */
  readonly provider: string;
  readRequest(body: unknown, path: string): RequestFacts;
  readResponse(body: unknown): ResponseFacts;
  /**
   * The body that the same call would have returned unstreamed, from the stream's bytes; a stream
   * that broke off gives what came. Null where the bytes are not such a stream.
   */
  assembleStream(stream: StreamBody): unknown;
  /** The forms that {@link writeForm} can write. Absent: `plain` alone. */
  readonly forms?: readonly string[];
  /**
   * The inverse of {@link assembleStream}: a body as the provider would have sent it in a form, in the
   * parts it would have come in. Null where it cannot be put so.
   */
  writeForm?(body: unknown, form: string): WireBody | null;
  /**
   * A response body with `text` as its plain text and nothing else changed but what must follow
   * (a tool call that was asked for is gone). Null where the response has no text.
   */
  withText?(body: unknown, text: string): unknown;
  /** What a client of this API could not read in a body, as `<path>: <what is wrong>`; null where all is well. */
  requestProblem?(body: unknown): string | null;
  responseProblem?(body: unknown): string | null;
  /** The request without what varies and means nothing (JSON-RPC ids); the base of `input_hash`. */
  normalizeRequest(body: unknown): unknown;
  /** What a node shows as its input where that is a part of the body (MCP: `params.arguments`). Absent: the body. */
  inputOf?(body: unknown): unknown;
  /** What a node shows as its output where that is a part of the body (MCP: `result`). Absent: the body. */
  outputOf?(body: unknown): unknown;
}

/** The interpreting functions of an operation: all but what its recogniser brings and what is told by its id. */
export type Interpretation = Omit<Operation, keyof Recognizer | "normalizeRequest">;

/**
 * An operation from its two halves. Call it with a pure annotation at module level, so that a bundle
 * of the recognisers alone drops the interpreting half.
 */
export function defineOperation(recognizer: Recognizer, interpretation: Interpretation): Operation {
  return {
    ...recognizer,
    ...interpretation,
    normalizeRequest: (body) => normalizeRequest(recognizer.operation, body),
  };
}
