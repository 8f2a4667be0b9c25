// Records what goes out through `undici` and `node-fetch`, which Bun replaces by built-ins of its
// own that no other hook sees. Runs in the user's process.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { type FetchFunction, recordFetch } from "#src/intercept/fetch.ts";
import type { Patches } from "#src/intercept/patches.ts";
import { type UndiciRequest, recordUndiciRequest } from "#src/intercept/undici-request.ts";

/** Replaces the functions of both modules; named imports of programs loaded later see them. */
export function recordFetchLibraries(recorder: CallRecorder, patches: Patches): void {
  const undici = builtinModule("undici");
  patches.patch<FetchFunction>(undici, "fetch", (real) => recordFetch(real, recorder, "undici"));
  patches.patch<UndiciRequest>(undici, "request", (real) => recordUndiciRequest(real, recorder));
  // Called as a function, `require("node-fetch")` is the module itself and cannot be replaced.
  const nodeFetch = builtinModule("node-fetch");
  for (const key of ["default", "fetch"]) {
    patches.patch<FetchFunction>(nodeFetch, key, (real) =>
      recordFetch(real, recorder, "node-fetch"),
    );
  }
}
