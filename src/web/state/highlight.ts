// The edge that is lit because somebody points at text that went along it. Runs in the browser.
import { createStore } from "./store.ts";

export interface Highlight {
  /** `source target`; null where none is lit. */
  readonly highlighted: string | null;
}

const lit = createStore<Highlight>({ highlighted: null });

export function highlight(edge: string | null): void {
  if (edge !== lit.get().highlighted) lit.set({ highlighted: edge });
}

export function useHighlight(): Highlight {
  return lit.use();
}
