// A recorder that keeps calls in memory, for tests of the interceptors.
import type {
  CachedAnswer,
  CallRecorder,
  CandidateCall,
  McpRequest,
  OutgoingRequest,
  RecordedCall,
  ResponseHead,
} from "#src/intercept/call-recorder.ts";

/** What was recorded of one call. */
export interface MemoryCall {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly requestType: string | null;
  status: number | null;
  decoded: boolean | null;
  responseType: string | null;
  contentEncoding: string | null;
  chunks: Uint8Array[];
  text: string;
  /** Chunks and ends in order, for tests of timing. */
  outcome: "running" | "ended" | "failed" | "cancelled";
  error: unknown;
}

export interface MemoryRecorder extends CallRecorder {
  readonly calls: MemoryCall[];
  readonly mcp: (MemoryCall & { request: McpRequest })[];
  readonly reports: { place: string; error: unknown }[];
  considered: number;
  /** Answers for calls by URL path. */
  answer: ((request: OutgoingRequest, body: string) => CachedAnswer | null) | null;
  /** Bodies to send in place of the program's. */
  send: ((request: OutgoingRequest, body: string) => string | null) | null;
  /** Answers for MCP calls over stdio. */
  answerMcp: ((request: McpRequest) => CachedAnswer | null) | null;
  /** Requests to send in place of the program's to MCP servers over stdio. */
  sendMcp: ((request: McpRequest) => string | null) | null;
  /** Resolves when `count` calls are over. */
  settled(count: number): Promise<void>;
}

/** Takes every request with `/v1/` in its path for a candidate, and every non-empty body for a call. */
export function createMemoryRecorder(
  isCandidate: (request: OutgoingRequest) => boolean = ({ url }) => url.includes("/v1/"),
): MemoryRecorder {
  const waiting: { count: number; resolve: () => void }[] = [];
  const finish = () => {
    const over = [...recorder.calls, ...recorder.mcp].filter((call) => call.outcome !== "running");
    for (const waiter of waiting) if (over.length >= waiter.count) waiter.resolve();
  };
  const recorder: MemoryRecorder = {
    calls: [],
    mcp: [],
    reports: [],
    considered: 0,
    answer: null,
    answerMcp: null,
    send: null,
    sendMcp: null,
    get mayAnswer() {
      const { answer, answerMcp, send, sendMcp } = recorder;
      return [answer, answerMcp, send, sendMcp].some((each) => each !== null);
    },
    consider(request): CandidateCall | null {
      recorder.considered++;
      if (!isCandidate(request)) return null;
      return {
        mayRefuse: request.answerable === false && recorder.answer !== null,
        begin(body) {
          const text =
            typeof body === "string" ? body : new TextDecoder().decode(body ?? undefined);
          if (text === "" || text.includes("not a call")) return null;
          const call = createCall(
            request.url,
            request.method,
            text,
            request.header("content-type"),
          );
          recorder.calls.push(call);
          const cached = recorder.answer?.(request, text) ?? null;
          return record(call, { cached, send: recorder.send?.(request, text) ?? null }, finish);
        },
      };
    },
    considerMcp(request) {
      if (request.method !== "tools/call") return null;
      const call = { ...createCall("stdio", "", JSON.stringify(request.params), null), request };
      recorder.mcp.push(call);
      const cached = recorder.answerMcp?.(request) ?? null;
      return record(call, { cached, send: recorder.sendMcp?.(request) ?? null }, finish);
    },
    report(place, error) {
      recorder.reports.push({ place, error });
    },
    settled: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        finish();
      }),
  };
  return recorder;
}

function createCall(
  url: string,
  method: string,
  body: string,
  requestType: string | null,
): MemoryCall {
  return {
    url,
    method,
    body,
    requestType,
    status: null,
    decoded: null,
    responseType: null,
    contentEncoding: null,
    chunks: [],
    text: "",
    outcome: "running",
    error: undefined,
  };
}

function record(
  call: MemoryCall,
  verdict: Pick<RecordedCall, "cached" | "send">,
  finish: () => void,
): RecordedCall {
  const over = (outcome: MemoryCall["outcome"], error?: unknown) => {
    if (call.outcome !== "running") return;
    call.outcome = outcome;
    call.error = error;
    call.text = Buffer.concat(call.chunks).toString();
    finish();
  };
  return {
    ...verdict,
    respond(head: ResponseHead) {
      call.status = head.status;
      call.decoded = head.decoded;
      call.responseType = head.header("content-type");
      call.contentEncoding = head.header("content-encoding");
    },
    chunk: (bytes) => void (call.outcome === "running" && call.chunks.push(bytes.slice())),
    end: () => over("ended"),
    fail: (error) => over("failed", error),
    cancel: (error) => over("cancelled", error),
  };
}
