// Puts the interceptors in place. Runs in the user's process, from the preload.
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { recordFetchLibraries } from "#src/intercept/fetch-libraries.ts";
import { type FetchFunction, recordFetch } from "#src/intercept/fetch.ts";
import { reportQuietly } from "#src/intercept/guard.ts";
import { answerHttp2 } from "#src/intercept/http2-answers.ts";
import { trackHttp2 } from "#src/intercept/http2.ts";
import { recordMcpChildren } from "#src/intercept/mcp-stdio.ts";
import { answerNodeHttp } from "#src/intercept/node-http-answers.ts";
import { trackNodeHttp } from "#src/intercept/node-http.ts";
import { createPatches } from "#src/intercept/patches.ts";
import { noteSdkSites } from "#src/intercept/sdk-sites.ts";

/** What every program gets: the global `fetch`. Loads no module. Returns the undoing. */
export function installAlways(recorder: CallRecorder): () => void {
  const patches = createPatches();
  patches.patch<FetchFunction>(globalThis, "fetch", (real) => recordFetch(real, recorder, "fetch"));
  return () => patches.restore();
}

export interface BuiltinOptions {
  /** Whether `undici` and `node-fetch` are covered, too: loading them takes 7 ms. */
  readonly fetchLibraries: boolean;
}

/**
 * All other ways out: node:http, node:https, node:http2, undici, node-fetch, MCP servers on standard
 * input and output; and the places of calls made through SDKs. Loads built-in modules, which takes
 * some milliseconds. One that cannot be put in place is reported and leaves the others working.
 * Returns the undoing.
 */
export function installBuiltins(
  recorder: CallRecorder,
  options: BuiltinOptions = { fetchLibraries: true },
): () => void {
  const undo: (() => void)[] = [];
  const steps: (readonly [place: string, install: () => () => void])[] = [
    ["sdk sites", () => noteSdkSites(recorder)],
    ["node:http", () => installHttp(recorder)],
    ["node:http2", () => installHttp2(recorder)],
    ["mcp stdio", () => recordMcpChildren(recorder)],
  ];
  if (options.fetchLibraries) steps.push(["undici", () => installFetchLibraries(recorder)]);
  for (const [place, install] of steps) {
    try {
      undo.push(install());
    } catch (error) {
      reportQuietly(recorder, place, error);
    }
  }
  return () => {
    for (const restore of undo.toReversed()) restore();
  };
}

function installHttp2(recorder: CallRecorder): () => void {
  const tracker = trackHttp2(recorder);
  if (!recorder.mayAnswer) return () => tracker.stop();
  const stopAnswers = answerHttp2(recorder, tracker);
  return () => {
    stopAnswers();
    tracker.stop();
  };
}

function installFetchLibraries(recorder: CallRecorder): () => void {
  const patches = createPatches();
  recordFetchLibraries(recorder, patches);
  return () => patches.restore();
}

function installHttp(recorder: CallRecorder): () => void {
  const tracker = trackNodeHttp(recorder);
  if (!recorder.mayAnswer) return () => tracker.stop();
  const stopAnswers = answerNodeHttp(tracker);
  return () => {
    stopAnswers();
    tracker.stop();
  };
}
