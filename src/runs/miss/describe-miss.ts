// A miss as a sentence for people. Pure.
import type { Miss } from "#src/protocol/graph.ts";

/** What made the text that differs: an edited call, or one that was answered anew. */
export interface MissCause {
  readonly nodeId: string;
  readonly kind: "edited" | "answered anew";
}

/** `no recorded answer: differs from n3 of run X at messages[1].content: "…" → "…", because n1 was edited`. */
export function describeMiss(miss: Miss, cause: MissCause | null): string {
  if (miss.nearest === null) return "no recorded answer: nothing like it was recorded";
  const { node_id: node, run_id: run } = miss.nearest;
  const place = miss.path === null || miss.path === "" ? "" : ` at ${miss.path}`;
  const because = cause === null ? "" : `, because ${cause.nodeId} was ${cause.kind}`;
  return `no recorded answer: differs from ${node} of run ${run}${place}: ${shown(miss.old)} → ${shown(miss.new)}${because}`;
}

function shown(text: string | null): string {
  return text === null ? "nothing" : JSON.stringify(text);
}
