// Records what goes out through a `fetch` function: the global one, or another with its signature.
// Runs in the user's process. A request that is no call goes through with the very same arguments
// and comes back as the very same promise.
import { BodyCollector, joinParts, readAll, streamFrom } from "#src/intercept/body-collector.ts";
import { streamOf, teeBody, teeIterable } from "#src/intercept/body-tee.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import type {
  CachedAnswer,
  CallRecorder,
  CandidateCall,
  RecordedCall,
} from "#src/intercept/call-recorder.ts";
import {
  type FetchArguments,
  type FetchRequest,
  readFetchArguments,
} from "#src/intercept/fetch-request.ts";
import { createCachedResponse, stopIfAborted } from "#src/intercept/cached-response.ts";
import { recordResponse } from "#src/intercept/fetch-response.ts";
import { guarded, reportQuietly } from "#src/intercept/guard.ts";
import { hideOwnFrames } from "#src/intercept/own-frames.ts";
import * as natives from "#src/intercept/natives.ts";
import { pause, startPace } from "#src/intercept/pace.ts";
import { withBody, withJson } from "#src/intercept/replaced-arguments.ts";

/** A function with the signature of `fetch`, whatever it is given. */
export type FetchFunction = (...args: FetchArguments) => Promise<Response>;

interface Context {
  readonly real: FetchFunction;
  readonly recorder: CallRecorder;
  readonly place: string;
}

/** A request that may be a call, on its way. */
interface Sending extends Context {
  readonly args: FetchArguments;
  readonly request: FetchRequest;
  readonly candidate: CandidateCall;
  readonly tap: CallTap;
}

/** `real`, recording. `place` names it in reports. */
export function recordFetch(
  real: FetchFunction,
  recorder: CallRecorder,
  place: string,
): FetchFunction {
  const context = { real, recorder, place };
  return (...args) => {
    const sending = guarded(recorder, place, () => considerCall(args, context), null);
    // Tail calls throughout: they leave no frame of ao's in the stacks of what fetch throws.
    if (sending === null) return real(...args);
    return send(sending);
  };
}

function considerCall(args: FetchArguments, context: Context): Sending | null {
  const request = readFetchArguments(args);
  if (request === null) return null;
  const candidate = context.recorder.consider(request);
  if (candidate === null) return null;
  const tap = new CallTap(context.recorder, context.place);
  return { ...context, args, request, candidate, tap };
}

function send(sending: Sending): Promise<Response> {
  const { recorder, place, real, args, request } = sending;
  const body = guarded(recorder, place, () => request.body, null);
  switch (body?.kind) {
    case undefined:
      return real(...args);
    case "known":
      return sendKnown(sending, body.body, args);
    case "readable":
      return sendReadable(sending, body.read);
    case "stream":
      return sendOnce(sending, () => body.stream);
    case "iterable":
      return sendIterable(sending, body.iterable);
  }
}

function begin(sending: Sending, body: string | Uint8Array | null): RecordedCall | null {
  const { recorder, place, candidate, tap } = sending;
  const call = guarded(recorder, place, () => candidate.begin(body), null);
  tap.settle(call);
  return call;
}

function sendKnown(
  sending: Sending,
  body: string | Uint8Array | null,
  args: FetchArguments,
): Promise<Response> {
  const { real } = sending;
  const call = begin(sending, body);
  if (call === null) return real(...args);
  if (call.cached !== null) return answer(sending, call.cached);
  if (call.send !== null) return follow(sending, real(...replaced(sending, call.send, args)));
  return follow(sending, real(...args));
}

/** A Blob, a form, a Request: read beside the request, or before it where a cached answer is possible. */
function sendReadable(sending: Sending, read: () => Promise<Uint8Array>): Promise<Response> {
  const { recorder, place, args, real } = sending;
  const reading = natives.chain(read(), undefined, (error) => {
    reportQuietly(recorder, place, error);
    return null;
  });
  if (sending.recorder.mayAnswer) {
    return natives.chain(reading, (body) =>
      body === null ? real(...args) : sendKnown(sending, body, args),
    );
  }
  const response = real(...args);
  void natives.chain(reading, (body) => {
    if (body === null) sending.tap.settle(null);
    else begin(sending, body);
  });
  return follow(sending, response);
}

function sendIterable(sending: Sending, iterable: AsyncIterable<unknown>): Promise<Response> {
  if (sending.recorder.mayAnswer) return sendOnce(sending, () => streamFrom(iterable));
  const { real, args } = sending;
  const collected = new BodyCollector((body) => begin(sending, body));
  return follow(sending, real(...withBody(args, teeIterable(iterable, collected))), collected);
}

/** A stream, which only the request itself may read. */
function sendOnce(sending: Sending, open: () => ReadableStream): Promise<Response> {
  const { real, args, recorder } = sending;
  if (recorder.mayAnswer) {
    return natives.chain(readAll(open()), ({ parts, error }) => {
      const body = streamOf(parts, error);
      return sendKnown(sending, joinParts(parts), withBody(args, body));
    });
  }
  const collected = new BodyCollector((body) => begin(sending, body));
  const { stream } = teeBody(open, collected);
  return follow(sending, real(...withBody(args, stream)), collected);
}

/** The promise of the response that the program gets, and of nothing else: errors are the same objects. */
function follow(
  sending: Sending,
  response: Promise<Response>,
  upload?: BodyCollector,
): Promise<Response> {
  const { recorder, place, tap, request } = sending;
  // Refused on the spot: its stack has ao's call in it. Any other stack is better not even read,
  // since Bun prints an error differently from then on.
  const refused = natives.promiseStatus(response) === "rejected";
  return natives.chain(
    response,
    (real) => {
      // A body known by now may have shown that this is no call.
      if (tap.isOver) return real;
      return guarded(recorder, place, () => recordResponse(real, tap, request), real);
    },
    (error) => {
      upload?.stop();
      tap.breakOff(error, request.signal);
      if (refused) hideOwnFrames(error);
      throw error;
    },
  );
}

async function answer(sending: Sending, cached: CachedAnswer): Promise<Response> {
  const { tap, request } = sending;
  stopIfAborted(request.signal, tap);
  const pace = startPace(cached);
  if (pace !== null) await pauseBefore(sending, pace(0));
  return createCachedResponse(cached, tap, { url: request.url, signal: request.signal, pace });
}

async function pauseBefore({ tap, request }: Sending, milliseconds: number): Promise<void> {
  try {
    await pause(milliseconds, request.signal);
  } catch (error) {
    tap.breakOff(error, request.signal);
    throw error;
  }
}

function replaced(
  { recorder, place, request }: Sending,
  body: string,
  args: FetchArguments,
): FetchArguments {
  return guarded(recorder, place, () => withJson(args, request, body), args);
}
