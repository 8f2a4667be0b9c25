// What a recorded request or response says, through the provider's operation. Runs in the server;
// pure, and never throws on odd input.
import type { Static } from "@sinclair/typebox";
import type { Attachment, Tokens } from "#src/protocol/graph.ts";
import type { CallStart as CallStartSchema, RecordedBody } from "#src/protocol/runner-event.ts";
import { findAttachments } from "#src/providers/attachments.ts";
import { type DecodedBody, decodeBody } from "#src/providers/decode-body.ts";
import { describeCall, plainText } from "#src/providers/describe.ts";
import { identityPath } from "#src/providers/identity-path.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import type { RequestFacts } from "#src/providers/message.ts";
import type { Operation } from "#src/providers/operation.ts";
import { textOfResponse } from "#src/providers/output-text.ts";
import { costOf } from "#src/providers/prices.ts";
import { readOutput } from "#src/providers/read-output.ts";
import { operationById } from "#src/providers/registry.ts";
import { type UnstoredBody, jsonBody } from "#src/runs/shown-body.ts";

type CallStart = Static<typeof CallStartSchema>;

/** A request as the store wants it. */
export interface ReadRequest {
  readonly provider: string;
  readonly label: string;
  readonly model: string | null;
  readonly inputHash: string;
  readonly streamed: boolean;
  /** Free of any content encoding; null where it was not kept. */
  readonly bytes: Uint8Array | null;
  readonly shown: UnstoredBody | null;
  readonly attachments: readonly Attachment[];
}

/** A response as the store wants it. */
export interface ReadResponse {
  /** As the provider names it; null where it does not. */
  readonly model: string | null;
  readonly tokens: Tokens | null;
  readonly cost: number | null;
  /** The readable text of the answer. */
  readonly text: string;
  readonly preview: string;
  /** What an error body says. */
  readonly error: string | null;
  /** Free of any content encoding. */
  readonly bytes: Uint8Array;
  readonly shown: UnstoredBody | null;
  readonly attachments: readonly Attachment[];
}

/** What a response came in. */
export type ResponseHead = Pick<
  RecordedBody,
  "content_type" | "content_encoding" | "omitted" | "bytes"
>;

/** What is known of the call when its response comes. */
export interface AnsweredCall {
  readonly operation: string | null;
  readonly url: string | null;
  readonly model: string | null;
}

export function readCallRequest(event: CallStart): ReadRequest {
  const { request } = event;
  const decoded = decodeBody(wireBytes(request), {
    contentType: request.content_type,
    contentEncoding: request.content_encoding,
  });
  const isKept = request.omitted === undefined;
  const body = isKept ? decoded.value : undefined;
  const operation = operationById(event.operation);
  const shown = operation?.inputOf?.(body) ?? body;
  const path = pathOf(event.url);
  return {
    ...describeRequest(event, operation, body),
    inputHash: inputHash(
      event.operation,
      identityPath(event.operation, event, path),
      identifyingBody(event, body),
    ),
    bytes: isKept ? decoded.bytes : null,
    shown: isKept ? toShown(shown, decoded) : omission(request),
    attachments: attachmentsOf("input", shown),
  };
}

/** The program's own request, where an edit sent another: a re-run asks the same again. */
function identifyingBody({ asked }: CallStart, sent: unknown): unknown {
  if (asked === undefined) return sent;
  return decodeBody(wireBytes(asked), {
    contentType: asked.content_type,
    contentEncoding: asked.content_encoding,
  }).value;
}

/** `wire` is the whole body, the parts of a stream put together. */
export function readCallResponse(
  call: AnsweredCall,
  wire: Uint8Array,
  head: ResponseHead,
): ReadResponse {
  const operation = operationById(call.operation ?? "");
  const headers = { contentType: head.content_type, contentEncoding: head.content_encoding };
  const decoded = decodeBody(wire, headers);
  const whole = operation === null ? decoded.value : readOutput(operation, wire, headers);
  const value = operation?.outputOf?.(whole) ?? whole;
  const isKept = head.omitted === undefined || wire.length > 0;
  return {
    ...describeResponse(call, operation, value),
    bytes: decoded.bytes,
    shown: isKept ? toShown(value, decoded) : omission(head),
    attachments: attachmentsOf("output", value),
  };
}

/** One line of an answer, for lists. */
export function previewOf(
  node: { readonly operation: string | null; readonly summary: { readonly url: string | null } },
  output: unknown,
): string {
  const operation = operationById(node.operation ?? "");
  const call = { operation: node.operation, url: node.summary.url, model: null };
  if (operation !== null) return describeResponse(call, operation, output).preview;
  // A tool of the program's own.
  return plainText(output).replace(/\s+/g, " ").trim().slice(0, PREVIEW_LENGTH);
}

const PREVIEW_LENGTH = 120;

/** The path of a URL, without its query; `/` where it is none. */
export function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? "/";
}

/** A body's bytes on the wire. */
export function wireBytes(body: Pick<RecordedBody, "encoding" | "content">): Buffer {
  return Buffer.from(body.content, body.encoding);
}

function describeRequest(
  event: CallStart,
  operation: Operation | null,
  body: unknown,
): Pick<ReadRequest, "provider" | "label" | "model" | "streamed"> {
  const { url, configured_label } = event;
  if (operation === null) {
    // Recorded by a version that knows more operations than this one.
    const provider = event.operation.split(".")[0] ?? "";
    return { provider, label: configured_label ?? event.operation, model: null, streamed: false };
  }
  const request = operation.readRequest(body, pathOf(url));
  const about = describeCall({ operation, url, request, response: null, body, output: null });
  return {
    provider: about.provider,
    label: configured_label ?? about.label,
    model: about.model,
    streamed: request.streaming,
  };
}

function describeResponse(
  call: AnsweredCall,
  operation: Operation | null,
  output: unknown,
): Pick<ReadResponse, "model" | "tokens" | "cost" | "text" | "preview" | "error"> {
  if (operation === null) {
    return { model: null, tokens: null, cost: null, text: "", preview: "", error: null };
  }
  const response = operation.readResponse(output);
  const about = describeCall({
    operation,
    url: call.url ?? "",
    request: NO_REQUEST,
    response,
    body: null,
    output,
  });
  return {
    model: response.model,
    tokens: response.usage,
    cost:
      response.cost ?? costOf(response.model, response.usage) ?? costOf(call.model, response.usage),
    text: textOfResponse(response, output),
    preview: about.preview,
    error: response.error,
  };
}

/** The description of an answer does not look at the request. */
const NO_REQUEST: RequestFacts = {
  model: null,
  messages: [],
  streaming: false,
  continues: [],
  label: null,
};

/** The recorded bytes where they are what is shown, so that they are kept once and as they came. */
function toShown(value: unknown, decoded: DecodedBody): UnstoredBody | null {
  const isWhole = value === decoded.value;
  if (isWhole && decoded.kind === "empty") return null;
  if (isWhole && decoded.kind === "json") return { bytes: decoded.bytes, format: "json" };
  if (isWhole && typeof value === "string") return { bytes: decoded.bytes, format: "text" };
  return value === null || value === undefined ? null : jsonBody(value);
}

function omission(body: { readonly omitted?: string; readonly bytes: number }): UnstoredBody {
  return jsonBody({ $omitted: { reason: body.omitted ?? "", size_bytes: body.bytes } });
}

function attachmentsOf(side: Attachment["side"], body: unknown): Attachment[] {
  return findAttachments(body).map((found) => ({ side, ...found }));
}
