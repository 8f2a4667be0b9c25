// What the list of a comparison shows, line by line. Pure.
import type { AlignedCall, JsonChange, RunDiff } from "#src/protocol/diff.ts";

export type Item =
  | { readonly type: "call"; readonly key: string; readonly call: AlignedCall }
  | { readonly type: "heading"; readonly key: string; readonly text: string }
  | { readonly type: "line"; readonly key: string; readonly change: JsonChange };

/** The calls, then what the programs wrote otherwise. */
export function compareItems(diff: RunDiff, onlyDifferences: boolean): Item[] {
  return [
    ...shownCalls(diff, onlyDifferences).map((call): Item => ({
      type: "call",
      key: keyOf(call),
      call,
    })),
    ...outputItems("stdout", diff.program_output.stdout),
    ...outputItems("stderr", diff.program_output.stderr),
  ];
}

export function shownCalls(diff: RunDiff, onlyDifferences: boolean): readonly AlignedCall[] {
  return onlyDifferences ? diff.calls.filter(({ state }) => state !== "same") : diff.calls;
}

/** Ids repeat in subruns. */
export function keyOf({ subrun, a, b }: AlignedCall): string {
  return `${subrun ?? ""} ${a?.id ?? ""} ${b?.id ?? ""}`;
}

function outputItems(stream: "stdout" | "stderr", changes: readonly JsonChange[]): Item[] {
  if (changes.length === 0) return [];
  const text = `What the programs wrote to ${stream}`;
  return [
    { type: "heading", key: stream, text },
    ...changes.map((change, index): Item => ({ type: "line", key: `${stream} ${index}`, change })),
  ];
}

/** Lines of a program's output are counted from 1, as editors do. */
export function lineWords({ path }: JsonChange): string {
  const index = /^\[(\d+)\]$/.exec(path)?.[1];
  return index === undefined ? "all of it" : `line ${Number(index) + 1}`;
}
