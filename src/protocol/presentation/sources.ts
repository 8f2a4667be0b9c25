// `⟵ n2–n5 (content), n7 (transcript) +3`: where a node's input came from, in words. Pure.
import { numberOf } from "#src/protocol/presentation/order-nodes.ts";
import type { Edge } from "#src/protocol/graph.ts";

/** The edges into a node as text; empty where there are none. */
export function describeSources(shown: readonly Edge[], impliedCount: number): string {
  if (shown.length === 0 && impliedCount === 0) return "";
  const sorted = [...shown].sort((a, b) => numberOf(a.source) - numberOf(b.source));
  const groups: { kinds: string; sources: string[] }[] = [];
  for (const edge of sorted) {
    const kinds = describeEvidence(edge);
    const group = groups.at(-1);
    if (group?.kinds === kinds) group.sources.push(edge.source);
    else groups.push({ kinds, sources: [edge.source] });
  }
  const parts = groups.map(({ kinds, sources }) => `${listIds(sources)} (${kinds})`);
  return `⟵ ${parts.join(", ")}${impliedCount > 0 ? ` +${impliedCount}` : ""}`;
}

/** The kinds of an edge's evidence, each once: `transcript+content`. */
export function describeEvidence(edge: Pick<Edge, "evidence">): string {
  return [...new Set(edge.evidence.map(({ kind }) => kind))].join("+") || "no evidence";
}

/** `n2, n4–n7`: three or more in a row are a range. */
export function listIds(ids: readonly string[]): string {
  const parts: string[] = [];
  let start = 0;
  for (let index = 1; index <= ids.length; index++) {
    const continues =
      index < ids.length && numberOf(ids[index] ?? "") === numberOf(ids[index - 1] ?? "") + 1;
    if (continues) continue;
    const run = ids.slice(start, index);
    if (run.length > 2) parts.push(`${run[0]}–${run.at(-1)}`);
    else parts.push(...run);
    start = index;
  }
  return parts.join(", ");
}
