// What the page does about re-runs: the preview that lies open, the run that is being started again, and
// the re-runs whose end it waits for. Runs in the browser.
import type { Run } from "#src/protocol/session.ts";
import { createStore } from "./store.ts";

export interface Reruns {
  readonly previewed: Run | null;
  /** The run that is being started again; a second press must not start a second one. */
  readonly startingId: string | null;
  /** Started by this page, not over yet. */
  readonly awaitedIds: readonly string[];
}

const reruns = createStore<Reruns>({ previewed: null, startingId: null, awaitedIds: [] });

export function useReruns(): Reruns {
  return reruns.use();
}

export function getReruns(): Reruns {
  return reruns.get();
}

/** Shows what a re-run would do; starts nothing. */
export function openPreview(run: Run): void {
  change({ previewed: run });
}

export function closePreview(): void {
  change({ previewed: null });
}

export function setStarting(runId: string | null): void {
  change({ startingId: runId });
}

export function awaitEnd(runId: string): void {
  change({ awaitedIds: [...getReruns().awaitedIds, runId] });
}

export function forgetEnd(runId: string): void {
  change({ awaitedIds: getReruns().awaitedIds.filter((id) => id !== runId) });
}

function change(next: Partial<Reruns>): void {
  reruns.set({ ...getReruns(), ...next });
}
