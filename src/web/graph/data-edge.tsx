// A line from a call to one that used its output; where others stand between, down a corridor beside
// them. Runs in the browser.
import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { isControlEdge } from "#src/protocol/presentation/evidence.ts";
import type { Edge as RecordedEdge } from "#src/protocol/graph.ts";

export interface LineData extends Record<string, unknown> {
  readonly runId: string;
  readonly edge: RecordedEdge;
  readonly isControl: boolean;
  /** Of the call that is chosen. */
  readonly isNear: boolean;
  readonly isLit: boolean;
  /** The x of its corridor; null where nothing stands between. */
  readonly corridor: number | null;
  /** How far around it the pointer is on it. */
  readonly reach: number;
}

export type CallEdge = Edge<LineData, "data">;

/** A line as the picture takes it. */
export function toLine(edge: RecordedEdge, view: LineView): CallEdge {
  const { source, target } = edge;
  const { runId, selected, highlighted, corridors, prefix, reach } = view;
  const key = `${source} ${target}`;
  const isNear = source === selected || target === selected;
  const isLit = highlighted === key;
  return {
    id: `${prefix}${key}`,
    type: "data",
    source: `${prefix}${source}`,
    target: `${prefix}${target}`,
    focusable: false,
    zIndex: isNear || isLit ? 1 : 0,
    data: {
      runId,
      edge,
      isControl: isControlEdge(edge),
      isNear,
      isLit,
      corridor: corridors.get(key) ?? null,
      reach: isNear ? REACH : reach,
    },
  };
}

const REACH = 14;
const MOST_REACHED = 600;

/** Around each of so many edges; of very many every element in the page counts. */
export function reachOf(count: number): number {
  return count <= MOST_REACHED ? REACH : 0;
}

interface LineView {
  readonly runId: string;
  readonly selected: string | null;
  readonly highlighted: string | null;
  readonly corridors: ReadonlyMap<string, number>;
  /** Of the ids of nodes that stand in a group. */
  readonly prefix: string;
  readonly reach: number;
}

/** Height of the bend into a corridor. */
const BEND = 40;

export const DataEdge = memo(function DataEdge(props: EdgeProps<CallEdge>) {
  const { sourceX, sourceY, targetX, targetY, data } = props;
  const corridor = data?.corridor ?? null;
  const path =
    corridor === null
      ? getBezierPath({ sourceX, sourceY, targetX, targetY })[0]
      : corridorPath(props, corridor);
  return <BaseEdge path={path} className={classOf(data)} interactionWidth={data?.reach ?? 0} />;
});

function classOf(data: LineData | undefined): string {
  const states = { control: data?.isControl, near: data?.isNear, lit: data?.isLit };
  const held = Object.entries(states).flatMap(([name, holds]) => (holds === true ? [name] : []));
  return ["line", ...held].join(" ");
}

function corridorPath(line: EdgeProps<CallEdge>, x: number): string {
  const { sourceX, sourceY, targetX, targetY } = line;
  return [
    `M ${sourceX} ${sourceY}`,
    `C ${sourceX} ${sourceY + BEND / 2}, ${x} ${sourceY + BEND / 4}, ${x} ${sourceY + BEND}`,
    `L ${x} ${targetY - BEND}`,
    `C ${x} ${targetY - BEND / 4}, ${targetX} ${targetY - BEND / 2}, ${targetX} ${targetY}`,
  ].join(" ");
}
