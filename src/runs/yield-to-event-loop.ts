// Lets everything else that waits have its turn.

/** Resolves after pending input and timers were served; a resolved promise alone would not let them. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** After so many milliseconds others get their turn. */
const SLICE_MS = 20;

/** For long work, to be awaited between its steps: gives way where that has not been done for a while. */
export function createTurns(): () => Promise<void> {
  let deadline = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < deadline) return;
    await yieldToEventLoop();
    deadline = performance.now() + SLICE_MS;
  };
}
