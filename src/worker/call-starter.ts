// Writes the start of a call and finds out whether it goes out. Runs in the user's process.
import type { OutgoingRequest, RecordedCall } from "#src/intercept/call-recorder.ts";
import type { CallStart } from "#src/protocol/runner-event.ts";
import { sourceLine } from "#src/protocol/source-line.ts";
import { identityPath } from "#src/providers/identity-path.ts";
import type { Recognizer } from "#src/providers/operation.ts";
import { secretHeaderNames } from "#src/providers/secrets.ts";
import type { Answers } from "./answers.ts";
import {
  type PlaceholderKeys,
  type Refusal,
  refuseOffline,
  refuseUnsigned,
  refuseWithoutKey,
  toAnswer,
} from "./refusals.ts";
import { createRecordedCall } from "./recorded-call.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import { LIVE, type Verdict } from "./verdict.ts";
import { recordBody } from "./wire-bytes.ts";

/** A part of the program with a graph of its own. */
export interface Subrun {
  /** Its run id. */
  readonly id: string;
  /** Its place in the program, the same in each run of it. */
  readonly path: string;
}

/** A request that is known to be a call. */
export interface StartingCall {
  readonly recognizer: Pick<Recognizer, "operation" | "kind" | "streamEnd" | "form">;
  readonly label: string | null;
  /** The whole URL, and its path. */
  readonly url: string;
  readonly path: string;
  /** The body that the program sends. */
  readonly body: string | Uint8Array | null;
  /** Its JSON, or the fields of its form, as recorded; undefined where it is neither. */
  readonly parsed: unknown;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly scrub: (text: string) => string;
  /** False where the client cannot be given an answer of ours. */
  readonly answerable: boolean;
  /** Null where it goes over standard input. */
  readonly request: OutgoingRequest | null;
  /** The subrun it was made in. */
  readonly subrun: Subrun | null;
  readonly event: Pick<CallStart, "method" | "url" | "request" | "location" | "stack" | "retry">;
}

export interface CallStarterOptions {
  readonly spool: SpoolWriter;
  /** Recorded answers, read with the first call; null where every call goes out. */
  readonly answers: (() => Answers) | null;
  /** No request with one of these may leave. */
  readonly placeholders: PlaceholderKeys;
  /** Which of the program's processes this is. */
  readonly process: string;
}

const { timeOrigin } = performance;
const { parse } = JSON;

export interface CallStarter {
  /** The id of a call that begins now. */
  nextId(): string;
  /** With a verdict that was found already, no other is looked for. */
  start(call: StartingCall, verdict?: Verdict): RecordedCall;
}

/** Starts calls of one process, numbering them. */
export function createCallStarter(options: CallStarterOptions): CallStarter {
  const { spool } = options;
  let calls = 0;
  const completing = new Set<() => void>();
  const nextId = (): string => {
    // What this call was made from must have ended before it.
    for (const end of completing) end();
    calls += 1;
    return `${spool.streamId}:${calls}`;
  };
  const start: CallStarter["start"] = (call, found) => {
    const callId = nextId();
    const verdict = found ?? judge(call, options);
    const event: CallStart = {
      type: "call-start",
      call_id: callId,
      operation: call.recognizer.operation,
      kind: call.recognizer.kind,
      configured_label: call.label,
      started_at: timeOrigin + call.startedAt,
      process: options.process,
      ...(call.subrun === null ? {} : { subrun: call.subrun.id }),
      ...call.event,
      ...replacedRequest(call, verdict),
    };
    // An answer from the cache ends the call in a moment: then both are written at once.
    spool.append(event, { soon: verdict.answer !== null });
    const { startedAt, scrub } = call;
    const { streamEnd = null } = call.recognizer;
    const subrun = call.subrun?.id ?? null;
    return createRecordedCall(spool, {
      callId,
      subrun,
      startedAt,
      scrub,
      streamEnd,
      completing,
      verdict,
    });
  };
  return { nextId, start };
}

/** What goes out, and what the program asked, where they are not the same. */
function replacedRequest(
  { event, scrub }: StartingCall,
  { send }: Verdict,
): Partial<Pick<CallStart, "request" | "asked">> {
  if (send === null) return {};
  const { request: asked } = event;
  const request = recordBody(send, {
    contentType: asked.content_type,
    contentEncoding: null,
    scrub,
  });
  return { request, asked };
}

function judge(call: StartingCall, options: CallStarterOptions): Verdict {
  const verdict = findVerdict(call, options);
  if (verdict.answer !== null) return verdict;
  if (verdict.send !== null && isSigned(call)) return refuse(call, verdict, refuseUnsigned());
  const standIn = standInOf(call.request, options);
  return standIn === null
    ? verdict
    : refuse(call, verdict, refuseWithoutKey(standIn, verdict.reason));
}

/** Whether a call whose client cannot be given an answer may have to stay all the same. */
export function mayRefuse(request: OutgoingRequest, options: CallStarterOptions): boolean {
  return options.answers?.().offline === true || standInOf(request, options) !== null;
}

function standInOf(
  request: OutgoingRequest | null,
  { placeholders }: Pick<CallStarterOptions, "placeholders">,
): PlaceholderKeys[number] | null {
  return placeholders.find(({ value }) => carries(request, value)) ?? null;
}

const UNANSWERABLE = "its client cannot be given an answer";

function findVerdict(call: StartingCall, { answers, process }: CallStarterOptions): Verdict {
  if (answers === null) return LIVE;
  if (!call.answerable) {
    const unanswered = { ...LIVE, reason: UNANSWERABLE };
    return answers().offline ? refuse(call, unanswered, refuseOffline(UNANSWERABLE)) : unanswered;
  }
  const { recognizer, parsed, scrub } = call;
  const path = identityPath(recognizer.operation, call.event, call.path);
  return answers().judge({
    operation: recognizer.operation,
    path,
    form: recognizer.form?.(parsed, call.url) ?? "plain",
    body: parsed,
    rawBody: () => rawBody(call),
    scrub,
    process,
    subrun: call.subrun?.path ?? "",
    line: sourceLine(call.event.location),
  });
}

/** AWS's signature covers the body. */
function isSigned({ request }: StartingCall): boolean {
  return request?.header("authorization")?.startsWith("AWS4-") === true;
}

function refuse(call: StartingCall, verdict: Verdict, refusal: Refusal): Verdict {
  const { operation } = call.recognizer;
  const answer = toAnswer(operation, refusal);
  return { ...verdict, answer, refused: true, reason: refusal.reason };
}

/** Where the body as recorded is JSON, so is the body itself. */
function rawBody({ body, parsed }: StartingCall): unknown {
  if (parsed === undefined || body === null) return parsed;
  try {
    return parse(typeof body === "string" ? body : new TextDecoder().decode(body)) as unknown;
  } catch {
    return parsed;
  }
}

/** Headers in which clients send their keys, and the URL. */
function carries(request: OutgoingRequest | null, value: string): boolean {
  if (request === null) return false;
  return (
    request.url.includes(value) ||
    secretHeaderNames.some((name) => request.header(name)?.includes(value) === true)
  );
}
