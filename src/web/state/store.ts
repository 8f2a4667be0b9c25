// A value that several parts of the page share. Runs in the browser.
import { useSyncExternalStore } from "react";

export interface Store<Value> {
  get(): Value;
  /** Whoever uses it is drawn again. */
  set(value: Value): void;
  /** The value as it is; the component is drawn again when it changes. */
  use(): Value;
}

export function createStore<Value>(first: Value): Store<Value> {
  let current = first;
  const listeners = new Set<() => void>();
  const get = (): Value => current;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get,
    set: (value) => {
      current = value;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
