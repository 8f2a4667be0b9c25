// The time of day as far as ages are concerned. Runs in the browser.
import { createStore } from "./store.ts";

const STEP_MS = 30_000;
const now = createStore(new Date());

setInterval(() => now.set(new Date()), STEP_MS);

export function useNow(): Date {
  return now.use();
}
