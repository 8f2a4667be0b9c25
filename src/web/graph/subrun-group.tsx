// A subrun in the picture of its run: folded to a card, or with its own picture inside. Runs in the
// browser.
import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import { formatDuration, plural } from "#src/protocol/presentation/format.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { goTo } from "#src/web/state/location.ts";
import { type CallNode, toCallNode } from "./call-card.tsx";
import { type CallEdge, reachOf, toLine } from "./data-edge.tsx";
import {
  GROUP_HEAD,
  GROUP_PADDING,
  type Size,
  callItem,
  subrunItem,
  subrunItemId,
} from "./item.ts";
import { type Corner, boundsOf, layoutItems } from "./layout.ts";
import { shownEdges } from "./shown-edges.ts";
import { setUnfolded } from "./unfolded-groups.ts";

interface SubrunData extends Record<string, unknown> {
  readonly run: Run;
  readonly isOpen: boolean;
}

export type SubrunNode = Node<SubrunData, "subrun">;

/** The picture of a subrun, its nodes placed in the group. */
export interface Inside {
  readonly size: Size;
  readonly nodes: readonly CallNode[];
  readonly lines: readonly CallEdge[];
}

/** Makes the picture inside of a group. */
export function insideOf(run: Run, outline: RunOutline): Inside {
  const calls = orderNodes(outline.nodes, outline.edges);
  const items = calls.map(callItem);
  const edges = shownEdges(
    calls.map(({ id }) => id),
    outline.edges,
  );
  const corners = layoutItems(items, edges, new Map());
  const { x, y, width, height } = boundsOf(items, corners);
  const left = GROUP_PADDING - x;
  const top = GROUP_HEAD - y;
  const prefix = `${run.run_id} `;
  const nodes = calls.map((summary): CallNode => {
    const corner = corners.get(summary.id) ?? { x: 0, y: 0, row: 0 };
    const moved = { ...corner, x: corner.x + left, y: corner.y + top };
    const node = toCallNode({ summary, corner: moved, isSelected: false });
    return { ...node, id: `${prefix}${summary.id}`, parentId: subrunItemId(run.run_id) };
  });
  // Lines have the places of the whole picture, which the group does not know: they go straight.
  const view = {
    runId: run.run_id,
    selected: null,
    highlighted: null,
    corridors: new Map<string, number>(),
    prefix,
    reach: reachOf(edges.length),
  };
  const lines = edges.map((edge) => toLine(edge, view));
  return { size: { width, height }, nodes, lines };
}

/** A group as the picture takes it. */
export function toSubrunNode(
  run: Run,
  inside: Inside | null,
  corner: Corner | undefined,
): SubrunNode {
  const { id, width, height } = subrunItem(run, inside?.size ?? null);
  return {
    id,
    type: "subrun",
    position: { x: corner?.x ?? 0, y: corner?.y ?? 0 },
    width,
    height,
    ariaLabel: `subrun ${run.path ?? run.run_id}, ${run.status}`,
    data: { run, isOpen: inside !== null },
  };
}

export const SubrunGroup = memo(function SubrunGroup({ data }: NodeProps<SubrunNode>) {
  const { run, isOpen } = data;
  const facts = [
    plural(run.nodes, "call"),
    run.duration_ms === null ? "" : formatDuration(run.duration_ms),
  ].filter((fact) => fact !== "");
  return (
    <div className="group" data-open={isOpen ? "true" : undefined} data-status={run.status}>
      <div className="group-head">
        <button
          type="button"
          className="quiet nodrag"
          aria-expanded={isOpen}
          aria-label={isOpen ? "Fold the subrun" : "Unfold the subrun"}
          onClick={(event) => {
            event.stopPropagation();
            setUnfolded(run.run_id, !isOpen);
          }}
        >
          {isOpen ? "▾" : "▸"}
        </button>
        <span className="label">{run.name ?? run.path}</span>
        <StatusMark status={run.status} />
        <button
          type="button"
          className="quiet nodrag"
          onClick={(event) => {
            event.stopPropagation();
            goTo({ run: run.run_id });
          }}
        >
          open
        </button>
      </div>
      <div className="card-facts">{facts.join(" · ")}</div>
    </div>
  );
});
