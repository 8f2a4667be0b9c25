// What lies over the page because a key or a button asked for it: the sheet of keys, or the palette. Runs
// in the browser.
import { createStore } from "#src/web/state/store.ts";

export type Overlay = "help" | "palette";

const shown = createStore<Overlay | null>(null);

export function showOverlay(overlay: Overlay | null): void {
  shown.set(overlay);
}

export function useOverlay(): Overlay | null {
  return shown.use();
}
