// What the page does about re-runs: the preview that lies open, the run that is being started again, and
// the re-runs whose end it waits for. Runs in the browser.
import { useSyncExternalStore } from "react";
import type { Run } from "#src/protocol/session.ts";

export interface Reruns {
  readonly previewed: Run | null;
  /** The run that is being started again; a second press must not start a second one. */
  readonly startingId: string | null;
  /** Started by this page, not over yet. */
  readonly awaitedIds: readonly string[];
}

let current: Reruns = { previewed: null, startingId: null, awaitedIds: [] };
const listeners = new Set<() => void>();

export function useReruns(): Reruns {
  return useSyncExternalStore(subscribe, getReruns);
}

export function getReruns(): Reruns {
  return current;
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
  change({ awaitedIds: [...current.awaitedIds, runId] });
}

export function forgetEnd(runId: string): void {
  change({ awaitedIds: current.awaitedIds.filter((id) => id !== runId) });
}

function change(next: Partial<Reruns>): void {
  current = { ...current, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
