// Whether the page hears from the server. Runs in the browser.
import type { ConnectionState } from "#src/web/client/client.ts";
import { createStore } from "./store.ts";

const connection = createStore<ConnectionState>("connecting");

export function setConnectionState(state: ConnectionState): void {
  connection.set(state);
}

export function useConnectionState(): ConnectionState {
  return connection.use();
}
