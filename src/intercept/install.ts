// Puts the interceptors in place. Runs in the user's process, from the preload.
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { type FetchFunction, recordFetch } from "#src/intercept/fetch.ts";
import { createPatches } from "#src/intercept/patches.ts";

/**
 * What every program gets: the global `fetch`. Loads no module. Returns the undoing.
 */
export function installAlways(recorder: CallRecorder): () => void {
  const patches = createPatches();
  patches.patch<FetchFunction>(globalThis, "fetch", (real) => recordFetch(real, recorder, "fetch"));
  return () => patches.restore();
}
