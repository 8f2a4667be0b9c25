// The time of day as far as ages are concerned. Runs in the browser.
import { useSyncExternalStore } from "react";

const STEP_MS = 30_000;
let current = new Date();
const listeners = new Set<() => void>();

setInterval(() => {
  current = new Date();
  for (const listener of listeners) listener();
}, STEP_MS);

export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
