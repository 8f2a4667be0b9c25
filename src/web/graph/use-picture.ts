// What the picture is made of: cards in their places, lines between them. Runs in the browser. Only what
// changed is made anew, so that a run of thousands of calls can grow while it is looked at.
import { useMemo, useRef } from "react";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import type { Edge } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { useHighlight } from "#src/web/state/highlight.ts";
import { type CallNode, toCallNode } from "./call-card.tsx";
import { findCorridors } from "./corridors.ts";
import { type CallEdge, reachOf, toLine } from "./data-edge.tsx";
import { type Item, callItem, subrunItem, subrunItemId } from "./item.ts";
import { type Corners, layoutItems } from "./layout.ts";
import { shownEdges } from "./shown-edges.ts";
import { type SubrunNode, insideOf, toSubrunNode } from "./subrun-group.tsx";

export type PictureNode = CallNode | SubrunNode;

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly lines: readonly CallEdge[];
  readonly items: readonly Item[];
  readonly corners: Corners;
}

/** A subrun of the run; `outline` is there where its own picture is to be shown inside. */
export interface PicturedSubrun {
  readonly run: Run;
  readonly outline: RunOutline | null;
}

const NO_CORNERS: Corners = new Map();

export function usePicture(
  outline: RunOutline,
  subruns: readonly PicturedSubrun[],
  selected: string | null,
): Picture {
  const { highlighted } = useHighlight();
  const { items, edges, insides } = useMemo(() => contentOf(outline, subruns), [outline, subruns]);
  const corners = useCorners(items, edges, subruns);
  const corridors = useMemo(() => findCorridors(edges, items, corners), [edges, items, corners]);
  const made = useRef(new Map<string, CallNode>());

  const nodes = useMemo(() => {
    const calls = outline.nodes.map((summary) => {
      const state = {
        summary,
        corner: corners.get(summary.id),
        isSelected: summary.id === selected,
      };
      const card = toCallNode(state, made.current.get(summary.id));
      made.current.set(summary.id, card);
      return card;
    });
    const groups = subruns.flatMap(({ run }) => {
      const inside = insides.get(run.run_id) ?? null;
      const corner = corners.get(subrunItemId(run.run_id));
      const group = toSubrunNode(run, inside, corner);
      return inside === null ? [group] : [group, ...inside.nodes];
    });
    return [...groups, ...calls];
  }, [outline.nodes, subruns, insides, corners, selected]);

  const runId = outline.run.run_id;
  const lines = useMemo(() => {
    const reach = reachOf(edges.length);
    const view = { runId, selected, highlighted, corridors, prefix: "", reach };
    const own = edges.map((edge) => toLine(edge, view));
    return [...own, ...[...insides.values()].flatMap((inside) => inside.lines)];
  }, [runId, edges, insides, corridors, selected, highlighted]);
  return { nodes, lines, items, corners };
}

function contentOf(outline: RunOutline, subruns: readonly PicturedSubrun[]) {
  const calls = orderNodes(outline.nodes, outline.edges);
  const insides = new Map(
    subruns.flatMap(({ run, outline: inside }) =>
      inside === null ? [] : [[run.run_id, insideOf(run, inside)] as const],
    ),
  );
  const groups = subruns.map(({ run }) => subrunItem(run, insides.get(run.run_id)?.size ?? null));
  const items = [...calls.map(callItem), ...groups];
  // The calls are in order already; with groups among them time decides.
  if (groups.length > 0) {
    items.sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at));
  }
  return {
    items,
    edges: shownEdges(
      calls.map(({ id }) => id),
      outline.edges,
    ),
    insides,
  };
}

/** What stands there stays there, unless a person unfolds something. */
function useCorners(
  items: readonly Item[],
  edges: readonly Edge[],
  subruns: readonly PicturedSubrun[],
): Corners {
  const placed = useRef<Corners>(NO_CORNERS);
  const unfolded = useRef("");
  return useMemo(() => {
    const open = subruns.flatMap(({ run, outline }) => (outline === null ? [] : [run.run_id]));
    if (unfolded.current !== open.join(" ")) placed.current = NO_CORNERS;
    unfolded.current = open.join(" ");
    placed.current = layoutItems(items, edges, placed.current);
    return placed.current;
  }, [items, edges, subruns]);
}
