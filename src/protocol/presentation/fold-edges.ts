// Which edges a picture may leave out: a chat's history makes every earlier call a source of every
// later one, and a chain already says so. The data keeps them all. Pure.
import type { Edge } from "#src/protocol/graph.ts";

/** Beyond this, the sets of ancestors would take more memory than the picture is worth. */
const MOST_NODES = 20_000;

export interface FoldedEdges {
  readonly shown: readonly Edge[];
  /** Edges whose only evidence is the transcript, and which a longer path of edges implies. */
  readonly implied: ReadonlySet<Edge>;
}

/** Splits edges; `order` has every source before its targets. */
export function foldEdges(order: readonly string[], edges: readonly Edge[]): FoldedEdges {
  if (order.length > MOST_NODES) return { shown: edges, implied: new Set() };
  const position = new Map(order.map((id, index) => [id, index]));
  const incoming = Map.groupBy(edges, (edge) => edge.target);
  const ancestors: Uint32Array[] = [];
  const implied = new Set<Edge>();
  for (const [index, id] of order.entries()) {
    const known = (incoming.get(id) ?? []).flatMap((edge) => {
      const source = position.get(edge.source);
      return source !== undefined && source < index ? [{ edge, source }] : [];
    });
    const own = new Uint32Array((index + 31) >>> 5);
    for (const { source } of known) addAll(own, ancestors[source]);
    for (const { edge, source } of known) {
      if (isTranscriptOnly(edge) && hasBit(own, source)) implied.add(edge);
    }
    for (const { source } of known)
      own[source >>> 5] = (own[source >>> 5] ?? 0) | (1 << (source & 31));
    ancestors.push(own);
  }
  return { shown: edges.filter((edge) => !implied.has(edge)), implied };
}

function addAll(set: Uint32Array, other: Uint32Array | undefined): void {
  const words = other?.length ?? 0;
  for (let word = 0; word < words; word++) set[word] = (set[word] ?? 0) | (other?.[word] ?? 0);
}

function isTranscriptOnly(edge: Edge): boolean {
  return edge.evidence.length > 0 && edge.evidence.every(({ kind }) => kind === "transcript");
}

function hasBit(set: Uint32Array, index: number): boolean {
  return ((set[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}
