// What the picture is made of: cards in their places, lines between them. Runs in the browser. Only what
// changed is made anew, so that a run of thousands of calls can grow while it is looked at.
import { useMemo, useRef } from "react";
import { foldEdges } from "#src/cli/graph/fold-edges.ts";
import { orderNodes } from "#src/cli/graph/order-nodes.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { useHighlight } from "#src/web/state/highlight.ts";
import type { CallNode } from "./call-card.tsx";
import { findCorridors } from "./corridors.ts";
import type { CallEdge } from "./data-edge.tsx";
import { CARD_HEIGHT, CARD_WIDTH, type Corner, type Corners, layoutCalls } from "./layout.ts";

export interface Picture {
  readonly nodes: CallNode[];
  readonly lines: CallEdge[];
  readonly corners: Corners;
}

const NO_CORNERS: Corners = new Map();

export function usePicture(outline: RunOutline, selected: string | null): Picture {
  const { highlighted } = useHighlight();
  const placed = useRef<Corners>(NO_CORNERS);
  const made = useRef(new Map<string, CallNode>());
  const edges = useMemo(() => shownEdges(outline.nodes, outline.edges), [outline]);
  const corners = useMemo(() => {
    placed.current = layoutCalls(outline.nodes, edges, placed.current);
    return placed.current;
  }, [outline.nodes, edges]);
  const corridors = useMemo(() => findCorridors(edges, corners), [edges, corners]);

  const nodes = useMemo(
    () =>
      outline.nodes.map((summary) => {
        const corner = corners.get(summary.id) ?? { x: 0, y: 0 };
        const next = { summary, corner, isSelected: summary.id === selected };
        const known = made.current.get(summary.id);
        const card = known !== undefined && isSame(known, next) ? known : toCard(next);
        made.current.set(summary.id, card);
        return card;
      }),
    [outline.nodes, corners, selected],
  );
  const lines = useMemo(
    () =>
      edges.map(({ source, target, evidence }): CallEdge => {
        const id = `${source} ${target}`;
        const isNear = source === selected || target === selected;
        return {
          id,
          type: "data",
          source,
          target,
          focusable: false,
          zIndex: isNear || highlighted === id ? 1 : 0,
          data: {
            isControl: evidence.every(({ kind }) => kind === "control"),
            isNear,
            isLit: highlighted === id,
            corridor: corridors.get(id) ?? null,
          },
        };
      }),
    [edges, corridors, selected, highlighted],
  );
  return { nodes, lines, corners };
}

interface CardState {
  readonly summary: NodeSummary;
  readonly corner: Corner;
  readonly isSelected: boolean;
}

function isSame(card: CallNode, { summary, corner, isSelected }: CardState): boolean {
  const { x, y } = card.position;
  return (
    card.data.summary === summary &&
    card.selected === isSelected &&
    x === corner.x &&
    y === corner.y
  );
}

function toCard({ summary, corner, isSelected }: CardState): CallNode {
  return {
    id: summary.id,
    type: "call",
    position: { ...corner },
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    selected: isSelected,
    draggable: false,
    connectable: false,
    focusable: true,
    ariaLabel: `${summary.id} ${summary.kind} ${summary.label}, ${summary.status}`,
    data: { summary },
  };
}

/** What the transcript implies anyway is left out of the picture. */
function shownEdges(nodes: readonly NodeSummary[], edges: readonly Edge[]): readonly Edge[] {
  const order = orderNodes(nodes, edges).map(({ id }) => id);
  return foldEdges(order, edges).shown;
}
