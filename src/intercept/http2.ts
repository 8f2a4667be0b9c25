// Records streams of node:http2 (the AWS SDK's way to Bedrock), over TLS and in the clear. Runs in
// the user's process; `http2.connect` stays untouched.
import { BodyCollector } from "#src/intercept/body-collector.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { watchChannels } from "#src/intercept/channels.ts";
import {
  type ReadableSide,
  type WritableSide,
  overrideMethod,
  watchReadable,
  watchWritable,
} from "#src/intercept/stream-hooks.ts";

const PLACE = "node:http2";

type Headers = Readonly<Record<string, string | number | readonly string[] | undefined>>;
type ClientStream = ReadableSide & WritableSide & { readonly rstCode?: number };

/** Starts to record; returns the undoing. */
export function trackHttp2(recorder: CallRecorder): () => void {
  const taps = new WeakMap<ClientStream, CallTap>();
  return watchChannels(
    [
      [
        "http2.client.stream.created",
        ({ stream, headers }) => {
          const tap = startCall(stream as ClientStream, headers as Headers, recorder);
          if (tap !== null) taps.set(stream as ClientStream, tap);
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
}

function startCall(stream: ClientStream, headers: Headers, recorder: CallRecorder): CallTap | null {
  const authority = readHeader(headers, ":authority") ?? readHeader(headers, "host") ?? "";
  const candidate = recorder.consider({
    method: readHeader(headers, ":method") ?? "GET",
    url: `${readHeader(headers, ":scheme") ?? "https"}://${authority}${readHeader(headers, ":path") ?? "/"}`,
    answerable: false,
    header: (name) => readHeader(headers, name),
  });
  if (candidate === null) return null;
  const tap = new CallTap(recorder, PLACE);
  const body = new BodyCollector((bytes) => {
    try {
      tap.settle(candidate.begin(bytes));
    } catch (error) {
      recorder.report(PLACE, error);
      tap.settle(null);
    }
  });
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
  return tap;
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
