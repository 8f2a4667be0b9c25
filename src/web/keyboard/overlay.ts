// What lies over the page because a key or a button asked for it: the sheet of keys, or the palette. Runs
// in the browser.
import { useSyncExternalStore } from "react";

export type Overlay = "help" | "palette";

let current: Overlay | null = null;
const listeners = new Set<() => void>();

export function showOverlay(overlay: Overlay | null): void {
  current = overlay;
  for (const listener of listeners) listener();
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
