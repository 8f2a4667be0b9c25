// The states of an aligned call as signs and words. Pure.
import type { AlignedCall } from "#src/protocol/diff.ts";

export type State = AlignedCall["state"];

export const STATES: readonly State[] = ["same", "changed", "only-a", "only-b"];

export const SIGNS: Readonly<Record<State, string>> = {
  same: "=",
  changed: "~",
  "only-a": "−",
  "only-b": "+",
};

const WORDS: Readonly<Record<State, string>> = {
  same: "same",
  changed: "changed",
  "only-a": "only in a",
  "only-b": "only in b",
};

export function stateWords(state: State): string {
  return WORDS[state];
}
