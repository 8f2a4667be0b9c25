// Records streams of node:http2 (the AWS SDK's way to Bedrock), over TLS and in the clear. Runs in
// the user's process; `http2.connect` stays untouched.
import { BodyCollector } from "#src/intercept/body-collector.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import type { CallRecorder, RecordedCall } from "#src/intercept/call-recorder.ts";
import { watchChannels } from "#src/intercept/channels.ts";
import {
  type ReadableSide,
  type WritableSide,
  overrideMethod,
  replaceMethod,
  watchReadable,
  watchWritable,
} from "#src/intercept/stream-hooks.ts";

const PLACE = "node:http2";

type Headers = Readonly<Record<string, string | number | readonly string[] | undefined>>;
type ClientStream = ReadableSide &
  WritableSide & {
    readonly rstCode?: number;
    readonly id?: number;
    readonly session?: object;
    destroy(error: Error): unknown;
  };

/** One stream that may be a call. */
export interface Http2Call {
  readonly tap: CallTap;
  /** What its body showed it to be; null where it is no call, or not yet known. */
  started(): RecordedCall | null;
}

/** Follows the streams of this process. */
export interface Http2Tracker {
  /** Streams of this session can be answered. */
  answer(session: object): void;
  /** What goes through this session is another one's, which is followed already. */
  ignore(session: object): void;
  /** The call of an answered session's stream. */
  find(session: object, id: number): Http2Call | null;
  stop(): void;
}

/** Starts to record. */
export function trackHttp2(recorder: CallRecorder): Http2Tracker {
  const taps = new WeakMap<ClientStream, CallTap>();
  const answered = new WeakMap<object, Map<ClientStream, Http2Call>>();
  const ignored = new WeakSet<object>();
  const stop = watchChannels(
    [
      [
        "http2.client.stream.created",
        ({ stream, headers }) => {
          const own = stream as ClientStream;
          if (ignored.has(own.session ?? own)) return;
          const calls = answered.get(own.session ?? own);
          const answerable = calls !== undefined;
          const call = startCall(own, headers as Headers, { recorder, answerable });
          if (call === null) return;
          taps.set(own, call.tap);
          calls?.set(own, call);
        },
      ],
      [
        "http2.client.stream.finish",
        ({ stream, headers }) => {
          const read = headers as Headers;
          taps.get(stream as ClientStream)?.respond({
            status: Number(read[":status"]),
            decoded: false,
            header: (name) => readHeader(read, name),
          });
        },
      ],
    ],
    recorder,
    PLACE,
  );
  return {
    stop,
    answer: (session) => void answered.set(session, new Map()),
    ignore: (session) => void ignored.add(session),
    find: (session, id) => {
      const calls = answered.get(session);
      // A stream has its number only when it is sent.
      const found = [...(calls ?? [])].find(([stream]) => stream.id === id);
      if (found !== undefined) calls?.delete(found[0]);
      return found?.[1] ?? null;
    },
  };
}

interface Starting {
  readonly recorder: CallRecorder;
  /** Whether the stream can be given an answer of ours. */
  readonly answerable: boolean;
}

function startCall(
  stream: ClientStream,
  headers: Headers,
  { recorder, answerable }: Starting,
): Http2Call | null {
  const authority = readHeader(headers, ":authority") ?? readHeader(headers, "host") ?? "";
  const candidate = recorder.consider({
    method: readHeader(headers, ":method") ?? "GET",
    url: `${readHeader(headers, ":scheme") ?? "https"}://${authority}${readHeader(headers, ":path") ?? "/"}`,
    ...(answerable ? {} : { answerable: false as const }),
    header: (name) => readHeader(headers, name),
  });
  if (candidate === null) return null;
  const tap = new CallTap(recorder, PLACE);
  let started: RecordedCall | null = null;
  const body = new BodyCollector((bytes) => {
    try {
      started = candidate.begin(bytes);
      tap.settle(started);
      if (held !== null) settleHeld(held, { call: started, tap });
    } catch (error) {
      recorder.report(PLACE, error);
      tap.settle(null);
      held?.release();
    }
  });
  const held = candidate.mayRefuse === true ? holdBody(stream) : null;
  watchWritable(
    stream,
    (bytes) => body.chunk(bytes),
    () => body.stop(),
  );
  // Bun sets `rstCode` after the end of the data.
  let closedWith: unknown = 0;
  overrideMethod(stream, "close", (code) => {
    closedWith = code ?? 0;
  });
  watchReadable(stream, tap, {
    // A reset ends the data, too; RFC 9113, 5.4.2.
    isCut: () => (stream.rstCode ?? 0) !== 0 || closedWith !== 0,
    onBreak(error) {
      body.stop();
      // Closed without an error and before its end: by the program.
      if (error === null) tap.cancel();
      else tap.breakOff(error, null);
    },
  });
  return { tap, started: () => started };
}

/** A body that may have to stay: what is written waits for its end. The headers are out by then. */
interface HeldBody {
  readonly release: () => void;
  readonly refuse: (error: Error) => void;
}

function holdBody(stream: ClientStream): HeldBody {
  const { write, end } = stream;
  const waiting: (() => void)[] = [];
  let state: "held" | "released" | "refused" = "held";
  replaceMethod(stream, "write", (...args) => {
    if (state === "released") return write.apply(stream, args);
    const done = args.at(-1);
    // Who waits for it before it writes on would wait for ever.
    if (typeof done === "function") process.nextTick(done as () => void);
    const rest = typeof done === "function" ? args.slice(0, -1) : args;
    if (state === "held") waiting.push(() => void write.apply(stream, rest));
    return true;
  });
  // The body is known by now.
  replaceMethod(stream, "end", (...args) =>
    state === "refused" ? stream : end.apply(stream, args),
  );
  return {
    release: () => {
      state = "released";
      for (const send of waiting.splice(0)) send();
    },
    refuse: (error) => {
      state = "refused";
      waiting.length = 0;
      stream.destroy(error);
    },
  };
}

function settleHeld(
  held: HeldBody,
  { call, tap }: { readonly call: RecordedCall | null; readonly tap: CallTap },
): void {
  const cached = call?.cached ?? null;
  if (cached === null) return held.release();
  const error = new Error(cached.refusal ?? "this client cannot be given an answer");
  tap.fail(error);
  held.refuse(error);
}

function readHeader(headers: Headers, name: string): string | null {
  const value = headers[name] ?? findHeader(headers, name);
  if (value === undefined) return null;
  return typeof value === "object" ? value.join(", ") : String(value);
}

/** The program writes request headers in whatever case it likes. */
function findHeader(headers: Headers, name: string): Headers[string] {
  for (const key in headers) if (key.toLowerCase() === name) return headers[key];
  return undefined;
}
