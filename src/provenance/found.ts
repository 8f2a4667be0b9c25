// Collects the edges that one event brings, in order of discovery, without doubles.
import type { Evidence } from "#src/protocol/graph.ts";

/** An edge between two nodes by their keys, with evidence that is new. */
export interface FoundEdge {
  source: string;
  target: string;
  evidence: Evidence[];
}

/** More evidence than this for one edge from one event tells nothing more. */
const MAX_EVIDENCE = 64;

export class EdgeCollector {
  private readonly edges = new Map<string, FoundEdge>();

  add(source: string, target: string, evidence: Evidence): void {
    if (source === target) return;
    const key = `${source}\n${target}`;
    let edge = this.edges.get(key);
    if (edge === undefined) {
      edge = { source, target, evidence: [] };
      this.edges.set(key, edge);
    }
    if (edge.evidence.length < MAX_EVIDENCE) edge.evidence.push(evidence);
  }

  has(source: string, target: string): boolean {
    return this.edges.has(`${source}\n${target}`);
  }

  all(): FoundEdge[] {
    return [...this.edges.values()];
  }
}

/** Evidence that a message list holds an answer; no spans: the whole of both places. */
export function transcriptEvidence(inputPath: string, outputPath: string): Evidence {
  return {
    kind: "transcript",
    input_path: inputPath,
    input_span: null,
    output_path: outputPath,
    output_span: null,
  };
}
