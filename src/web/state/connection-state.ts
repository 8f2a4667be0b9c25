// Whether the page hears from the server. Runs in the browser.
import { useSyncExternalStore } from "react";
import type { ConnectionState } from "#src/web/client/client.ts";

let current: ConnectionState = "connecting";
const listeners = new Set<() => void>();

export function setConnectionState(state: ConnectionState): void {
  current = state;
  for (const listener of listeners) listener();
}

export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
