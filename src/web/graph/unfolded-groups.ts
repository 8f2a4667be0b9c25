// Which subruns a person has unfolded or folded in pictures. Runs in the browser.
import { createStore } from "#src/web/state/store.ts";

const choices = createStore<ReadonlyMap<string, boolean>>(new Map());
/** A picture with few calls shows all of them. */
const FEW_CALLS = 40;

/** Whether the group of a subrun is open, given how large it and its like are. */
export function isUnfolded(
  chosen: ReadonlyMap<string, boolean>,
  runId: string,
  { calls, status }: { readonly calls: number; readonly status: string },
): boolean {
  // One that grows would move what stands below it.
  return chosen.get(runId) ?? (status !== "running" && calls <= FEW_CALLS);
}

export function setUnfolded(runId: string, isOpen: boolean): void {
  choices.set(new Map(choices.get()).set(runId, isOpen));
}

export function useGroupChoices(): ReadonlyMap<string, boolean> {
  return choices.use();
}
