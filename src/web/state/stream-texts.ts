// The text of streams that are coming in, by call: what the deltas of this page's time brought. Runs in
// the browser.
import { useSyncExternalStore } from "react";

const texts = new Map<string, string>();
const listeners = new Set<() => void>();
/** Characters of one stream; the whole of it is there when it has ended. */
const MOST = 200_000;
let frame = 0;

export function addStreamText(
  runId: string,
  chunk: { readonly node_id: string; readonly text: string },
): void {
  const key = `${runId} ${chunk.node_id}`;
  texts.set(key, `${texts.get(key) ?? ""}${chunk.text}`.slice(-MOST));
  if (frame === 0) frame = requestAnimationFrame(tell);
}

export function endStream(runId: string, nodeId: string): void {
  if (texts.delete(`${runId} ${nodeId}`) && frame === 0) frame = requestAnimationFrame(tell);
}

/** What has come of a stream; empty where none is coming. */
export function useStreamText(runId: string, nodeId: string): string {
  return useSyncExternalStore(subscribe, () => texts.get(`${runId} ${nodeId}`) ?? "");
}

function tell(): void {
  frame = 0;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
