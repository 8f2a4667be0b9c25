// Keeps ao's own failures away from the program. Runs in the user's process: nothing here throws.
import type { CallRecorder } from "#src/intercept/call-recorder.ts";

/** The result of `work`, or `fallback` after telling the recorder that `work` failed at `place`. */
export function guarded<Result>(
  recorder: CallRecorder,
  place: string,
  work: () => Result,
  fallback: Result,
): Result {
  try {
    return work();
  } catch (error) {
    reportQuietly(recorder, place, error);
    return fallback;
  }
}

/** Tells the recorder of a failure; a failing recorder is not the program's problem either. */
export function reportQuietly(recorder: CallRecorder, place: string, error: unknown): void {
  try {
    recorder.report(place, error);
  } catch {
    // Nobody is left to tell: the program must not notice.
  }
}
