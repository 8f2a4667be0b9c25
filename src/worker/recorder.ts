// Decides what is a call. Runs in the user's process; everything here is called through the
// interceptors' guard, so that a failure is a line in the log.
import { Buffer } from "node:buffer";
import type { CallRecorder, OutgoingRequest, RecordedCall } from "#src/intercept/call-recorder.ts";
import { type CallSite, captureCallSite } from "#src/intercept/location.ts";
import type { RecordedBody } from "#src/protocol/runner-event.ts";
import type { ConfiguredRecognizer } from "#src/providers/configured.ts";
import { parseMultipart } from "#src/providers/multipart.ts";
import type { Recognizer } from "#src/providers/operation.ts";
import { recognize } from "#src/providers/recognizers.ts";
import { redactUrl } from "#src/providers/secrets.ts";
import { mediaTypeOf, textValue } from "#src/providers/text-value.ts";
import {
  type CallStarterOptions,
  type StartingCall,
  type Subrun,
  createCallStarter,
  mayRefuse,
} from "./call-starter.ts";
import { toMcpCall } from "./mcp-call.ts";
import { createSameCall } from "./same-call.ts";
import type { SameCall } from "./same-requests.ts";
import { createSecretFinder } from "./secret-finder.ts";
import type { Verdict } from "./verdict.ts";
import { recordBody } from "./wire-bytes.ts";

export interface RecorderOptions extends CallStarterOptions {
  /** The user's own kinds of call. */
  readonly configured: readonly ConfiguredRecognizer[];
  /** The subrun that the program is in at this very moment; null where it is in none. */
  readonly currentSubrun: () => Subrun | null;
}

const now = performance.now.bind(performance);
const { parse } = JSON;
const decoder = new TextDecoder();

interface Candidate {
  readonly request: OutgoingRequest;
  readonly path: string;
  readonly recognizers: readonly Recognizer[];
  readonly configured: ConfiguredRecognizer | null;
  readonly startedAt: number;
  readonly site: CallSite;
  readonly subrun: Subrun | null;
}

/** The recorder of this process. */
export function createRecorder(options: RecorderOptions): CallRecorder {
  const findSecrets = createSecretFinder();
  const { start, nextId } = createCallStarter(options);

  function begin(candidate: Candidate, body: string | Uint8Array | null): RecordedCall | null {
    return beginSame(candidate, body) ?? beginInFull(candidate, body);
  }

  function beginInFull(
    candidate: Candidate,
    body: string | Uint8Array | null,
    verdict?: Verdict,
  ): RecordedCall | null {
    const call = toCall(candidate, body, findSecrets);
    if (call === null) return null;
    // What is no JSON has an identity as well, which only matters where it may be answered.
    const isOther = options.answers !== null && call.parsed === undefined;
    return start(isOther ? { ...call, parsed: parseOther(call) } : call, verdict);
  }

  function beginSame(candidate: Candidate, body: string | Uint8Array | null): RecordedCall | null {
    const { request, startedAt, site, subrun } = candidate;
    const { process, spool } = options;
    const found = findSame(candidate, body, options);
    if (found === null || body === null) return null;
    const { same, recognizer, url } = found;
    return createSameCall({
      ...same,
      spool,
      startedAt,
      about: {
        call_id: nextId(),
        kind: recognizer.kind,
        url,
        location: site.location,
        stack: site.stack,
        process,
        ...(subrun === null ? {} : { subrun: subrun.id }),
        retry: retriesOf(request),
      },
      inFull: () => beginInFull(candidate, body, same.verdict),
    });
  }

  return {
    mayAnswer: options.answers !== null || options.placeholders.length > 0,
    consider: (request) => {
      const candidate = findCandidate(request, options);
      if (candidate === null) return null;
      const staying = request.answerable === false && mayRefuse(request, options);
      return { begin: (body) => begin(candidate, body), mayRefuse: staying };
    },
    considerMcp: (request) => {
      const subrun = options.currentSubrun();
      const call = toMcpCall(request, now(), findSecrets(null));
      return call === null ? null : start({ ...call, subrun });
    },
    report: createReporter(options, findSecrets),
  };
}

/** What was asked byte for byte the same; null where that is not known. */
function findSame(
  { request, recognizers, configured, subrun }: Candidate,
  body: string | Uint8Array | null,
  { answers, process }: RecorderOptions,
): { readonly same: SameCall; readonly recognizer: Recognizer; readonly url: string } | null {
  if (answers === null || configured !== null || body === null) return null;
  if (request.answerable === false) return null;
  // One that has a secret in it is another text on the disk, and is not found.
  const url = redactUrl(request.url);
  const recognizerOf = (operation: string): Recognizer | undefined =>
    recognizers.find((each) => each.operation === operation);
  const same = answers().serveSame({
    url,
    body,
    operations: recognizers.map(({ operation }) => operation),
    formOf: (operation) => recognizerOf(operation)?.form?.(parseText(body), request.url) ?? "plain",
    process,
    subrun: subrun?.path ?? "",
  });
  const recognizer = same === null ? undefined : recognizerOf(same.operation);
  return same === null || recognizer === undefined ? null : { same, recognizer, url };
}

/** Each place has one line in the log. */
function createReporter(
  { spool }: Pick<RecorderOptions, "spool">,
  findSecrets: ReturnType<typeof createSecretFinder>,
): CallRecorder["report"] {
  const reported = new Set<string>();
  return (place, error) => {
    if (reported.has(place)) return;
    reported.add(place);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // An error may quote what it failed on.
    const message = findSecrets(null)(redactUrls(`${place}: ${text}`));
    spool.append({ type: "runner-log", level: "error", message });
  };
}

function findCandidate(
  request: OutgoingRequest,
  options: Pick<RecorderOptions, "configured" | "currentSubrun">,
): Candidate | null {
  const path = pathOf(request.url);
  const recognizers = recognize(request.method, path, (name) => request.header(name));
  const configured = options.configured.find((each) => each.matchesUrl(request.url)) ?? null;
  if (recognizers.length === 0 && configured === null) return null;
  const startedAt = now();
  const subrun = options.currentSubrun();
  return { request, path, recognizers, configured, startedAt, subrun, site: captureCallSite() };
}

function toCall(
  candidate: Candidate,
  body: string | Uint8Array | null,
  findSecrets: ReturnType<typeof createSecretFinder>,
): StartingCall | null {
  const { request, path, configured, startedAt, site, subrun } = candidate;
  const scrub = findSecrets(request);
  const recorded = recordBody(body ?? "", {
    contentType: request.header("content-type"),
    contentEncoding: request.header("content-encoding"),
    scrub,
  });
  const parsed = parseBody(recorded);
  const recognizer =
    configured ?? candidate.recognizers.find((each) => each.matchesBody(parsed, path));
  if (recognizer === undefined) return null;
  const event = {
    method: request.method,
    url: scrub(redactUrl(request.url)),
    request: recorded,
    location: site.location,
    stack: site.stack,
    retry: retriesOf(request),
  };
  const answerable = request.answerable !== false;
  return {
    recognizer,
    label: configured?.label ?? null,
    url: request.url,
    path,
    body,
    parsed,
    startedAt,
    scrub,
    answerable,
    request,
    subrun,
    event,
  };
}

function retriesOf(request: OutgoingRequest): number {
  return Number(request.header("x-stainless-retry-count")) || 0;
}

/** The JSON of a body that is recorded as it came. */
function parseText(body: string | Uint8Array): unknown {
  const content = typeof body === "string" ? body : decoder.decode(body);
  return parseBody({ encoding: "utf8", content });
}

/** The JSON of a body as it is recorded, so that the server finds the same identity in it. */
function parseBody(body: Pick<RecordedBody, "encoding" | "content">): unknown {
  if (body.encoding !== "utf8" || !/^\s*[{[]/.test(body.content)) return undefined;
  try {
    return parse(body.content) as unknown;
  } catch {
    // Not JSON: recognised by its path alone, or not at all.
    return undefined;
  }
}

/** A body without an object as the server reads it: a form, a text, null for none; undefined for others. */
function parseOther({ event, label }: StartingCall): unknown {
  const {
    content,
    encoding,
    content_type: contentType,
    content_encoding: compression,
  } = event.request;
  const mediaType = mediaTypeOf(contentType ?? "");
  if (mediaType === "multipart/form-data") {
    return parseMultipart(Buffer.from(content, encoding), contentType ?? "") ?? undefined;
  }
  // Only the user's own services are asked without a body, or in plain words.
  if (label === null || event.request.omitted !== undefined || encoding !== "utf8")
    return undefined;
  if (content === "") return null;
  return compression === null ? textValue(content, mediaType)?.value : undefined;
}

/** A text with each URL in it as it may be recorded. */
function redactUrls(text: string): string {
  return text.replace(/\bhttps?:\/\/[^\s"'<>]+/gi, redactUrl);
}

/** The path of an absolute URL, without the price of parsing it. */
function pathOf(url: string): string {
  const scheme = url.indexOf("://");
  const start = url.indexOf("/", scheme < 0 ? 0 : scheme + 3);
  if (start < 0) return "/";
  const end = url.slice(start).search(/[?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}
