// A miss as a sentence for people. Pure.
import type { Miss, NodeSummary } from "#src/protocol/graph.ts";
import type { NodeReference } from "#src/protocol/runner-event.ts";

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

/** Why the very request is recorded and has no answer to serve; null where its call ended well. */
export function describeUnserved(
  { node_id: node, run_id: run }: NodeReference,
  status: NodeSummary["status"] | null,
): string | null {
  const fate = status === null ? undefined : NOT_SERVED[status];
  return fate === undefined
    ? null
    : `no recorded answer: ${node} of run ${run} asked this and ${fate}`;
}

const NOT_SERVED: Partial<Record<NodeSummary["status"], string>> = {
  error: "failed, and what failed is not served",
  cancelled: "was cancelled, and what was cancelled is not served",
  running: "never ended",
};

function shown(text: string | null): string {
  return text === null ? "nothing" : JSON.stringify(text);
}
