// The calls of a run as a conversation: which stand together, and after which others each is read. Pure.
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { callersOf, hasTranscript } from "./tree-items.ts";

export interface Turn {
  readonly call: NodeSummary;
  /** The tool calls that this call of a model asked for. */
  readonly tools: readonly NodeSummary[];
  /** Calls whose messages were read before: the one it continues, and the one above it. */
  readonly after: readonly string[];
  /** What tools answered to it has been read with the call that asked for them. */
  readonly hasKnownResults: boolean;
}

/** In reading order; tool calls stand with the call that asked for them. */
export function conversation(outline: RunOutline): Turn[] {
  const ordered = orderNodes(outline.nodes, outline.edges);
  const callers = callersOf(outline);
  const tools = Map.groupBy(ordered, ({ id }) => callers.get(id) ?? null);
  const continued = continuedCalls(outline, ordered);
  const turns: Turn[] = [];
  let above: string | null = null;
  for (const call of ordered) {
    if (callers.has(call.id)) continue;
    const { model, hasTools } = continued.get(call.id) ?? { model: null, hasTools: false };
    const after = call.kind === "llm" ? [model, above] : [];
    turns.push({
      call,
      tools: tools.get(call.id) ?? [],
      after: [...new Set(after)].filter((id) => id !== null),
      hasKnownResults: hasTools,
    });
    if (call.kind === "llm") above = call.id;
  }
  return turns;
}

interface Continued {
  /** The last call of a model whose answer stands in this call's messages. */
  model: string | null;
  /** A tool's answer stands in them, too. */
  hasTools: boolean;
}

function continuedCalls(
  { edges }: RunOutline,
  ordered: readonly NodeSummary[],
): Map<string, Continued> {
  const places = new Map(ordered.map(({ id }, index) => [id, index]));
  const kinds = new Map(ordered.map(({ id, kind }) => [id, kind]));
  const found = new Map<string, Continued>();
  for (const edge of edges) {
    if (!hasTranscript(edge)) continue;
    const known = found.get(edge.target) ?? { model: null, hasTools: false };
    found.set(edge.target, known);
    if (kinds.get(edge.source) === "tool") known.hasTools = true;
    if (kinds.get(edge.source) !== "llm") continue;
    const place = places.get(edge.source) ?? -1;
    if (place > (places.get(known.model ?? "") ?? -1)) known.model = edge.source;
  }
  return found;
}
