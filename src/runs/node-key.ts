// Names a node among those of several runs: its id is its own in one run alone. Pure.

export function nodeKey(runId: string, nodeId: string): string {
  return `${runId} ${nodeId}`;
}

/** The run and the rest of a key of {@link nodeKey}. */
export function splitKey(key: string): { readonly runId: string; readonly rest: string } {
  const at = key.indexOf(" ");
  return { runId: key.slice(0, at), rest: key.slice(at + 1) };
}
