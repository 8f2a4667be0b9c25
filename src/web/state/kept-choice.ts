// One thing that a person chose in passing, remembered in this browser. Runs in the browser.
import { useSyncExternalStore } from "react";

export interface KeptChoice<Value extends string> {
  /** The choice as it is; the component is drawn again when it changes. */
  use(): Value;
  choose(value: Value): void;
}

/** `values` are all there are; the first one holds until another is chosen. */
export function createKeptChoice<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): KeptChoice<Value> {
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  let current = read(name, values);
  return {
    use: () => useSyncExternalStore(subscribe, () => current),
    choose: (value) => {
      current = value;
      try {
        localStorage.setItem(name, value);
      } catch {
        // A private window, or a file: it holds as long as the page is open.
      }
      for (const listener of listeners) listener();
    },
  };
}

function read<Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value {
  try {
    const stored = localStorage.getItem(name);
    return values.find((value) => value === stored) ?? values[0];
  } catch {
    return values[0];
  }
}
