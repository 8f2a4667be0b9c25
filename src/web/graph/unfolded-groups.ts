// Which subruns a person has unfolded or folded in pictures. Runs in the browser.
import { useSyncExternalStore } from "react";

let choices: ReadonlyMap<string, boolean> = new Map();
const listeners = new Set<() => void>();
/** A picture with few calls shows all of them. */
const FEW_CALLS = 40;

/** Whether the group of a subrun is open, given how large it and its like are. */
export function isUnfolded(
  chosen: ReadonlyMap<string, boolean>,
  runId: string,
  { calls, status }: { readonly calls: number; readonly status: string },
): boolean {
  // One that grows would move what stands below it.
  return chosen.get(runId) ?? (status !== "running" && calls <= FEW_CALLS);
}

export function setUnfolded(runId: string, isOpen: boolean): void {
  choices = new Map(choices).set(runId, isOpen);
  for (const listener of listeners) listener();
}

export function useGroupChoices(): ReadonlyMap<string, boolean> {
  return useSyncExternalStore(subscribe, () => choices);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
