// A value that a person chose, remembered in this browser. Runs in the browser.
import { type Store, createStore } from "./store.ts";

/**
 * `read` makes a value of the text that was kept, or of none. What cannot be kept or read, as in a private
 * window or a file, holds as long as the page is open.
 */
export function createKeptStore<Value>(
  name: string,
  read: (kept: string | null) => Value,
  write: (value: Value) => string,
): Store<Value> {
  const store = createStore(firstValue(name, read));
  return {
    ...store,
    set: (value) => {
      try {
        localStorage.setItem(name, write(value));
      } catch {
        // It is not remembered.
      }
      store.set(value);
    },
  };
}

/** One of a few words; the first one holds until another is chosen. */
export function createKeptChoice<Word extends string>(
  name: string,
  words: readonly [Word, ...Word[]],
): Store<Word> {
  return createKeptStore(
    name,
    (kept) => words.find((word) => word === kept) ?? words[0],
    (word) => word,
  );
}

function firstValue<Value>(name: string, read: (kept: string | null) => Value): Value {
  try {
    return read(localStorage.getItem(name));
  } catch {
    return read(null);
  }
}
