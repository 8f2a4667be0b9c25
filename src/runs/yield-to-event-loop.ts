// Lets everything else that waits have its turn.

/** Resolves after pending input and timers were served; a resolved promise alone would not let them. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
