// The edge that is lit because somebody points at text that went along it. Runs in the browser.
import { useSyncExternalStore } from "react";

export interface Highlight {
  /** `source target`; null where none is lit. */
  readonly highlighted: string | null;
}

let current: Highlight = { highlighted: null };
const listeners = new Set<() => void>();

export function highlight(edge: string | null): void {
  if (edge === current.highlighted) return;
  current = { highlighted: edge };
  for (const listener of listeners) listener();
}

export function useHighlight(): Highlight {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
