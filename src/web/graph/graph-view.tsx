// The run as a picture: calls from the top down in the order of time, data edges between them. Runs in
// the browser.
import "@xyflow/react/dist/base.css";
import {
  Background,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
} from "@xyflow/react";
import { useQueries } from "@tanstack/react-query";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { CallCard } from "./call-card.tsx";
import { type CallEdge, DataEdge } from "./data-edge.tsx";
import { EdgeLegend } from "./edge-legend.tsx";
import { EdgeTip } from "./edge-tip.tsx";
import { KeepInSight } from "./keep-in-sight.tsx";
import type { Size } from "./item.ts";
import { boundsOf } from "./layout.ts";
import { Miniature } from "./miniature.tsx";
import { startViewport } from "./start-viewport.ts";
import { SubrunGroup } from "./subrun-group.tsx";
import { isUnfolded, useGroupChoices } from "./unfolded-groups.ts";
import { type PictureNode, type PicturedSubrun, usePicture } from "./use-picture.ts";
import { usePointedEdge } from "./use-pointed-edge.ts";

const nodeTypes: NodeTypes = { call: CallCard, subrun: SubrunGroup };
const edgeTypes: EdgeTypes = { data: DataEdge };

interface Props {
  readonly outline: RunOutline;
  /** The subruns directly in the run. */
  readonly subruns: readonly Run[];
}

/** Measured before it is drawn: only what is in sight is made at all. */
export function GraphView({ outline, subruns }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size | null>(null);
  const { pictured, isWhole } = useSubruns(subruns);
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = frame.current ?? {};
    setRoom({ width, height });
  }, []);
  return (
    <div className="graph" role="tabpanel" aria-label="Graph" ref={frame}>
      {room === null || !isWhole ? null : (
        <ReactFlowProvider initialWidth={room.width} initialHeight={room.height}>
          <Picture outline={outline} pictured={pictured} room={room} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

interface PictureProps {
  readonly outline: RunOutline;
  readonly pictured: readonly PicturedSubrun[];
  readonly room: Size;
}

function Picture({ outline, pictured, room }: PictureProps) {
  const { node: selected } = usePlace();
  const picture = usePicture(outline, pictured, selected);
  const { items, corners, lines } = picture;
  const bounds = useMemo(() => boundsOf(items, corners), [items, corners]);
  const hasControl = useMemo(() => lines.some(({ data }) => data?.isControl === true), [lines]);
  const { pointed, labelOf, handlers } = usePointedEdge(outline, pictured);
  const [start] = useState(() => startViewport(items, corners, room));
  return (
    <ReactFlow<PictureNode, CallEdge>
      nodes={picture.nodes as PictureNode[]}
      edges={lines as CallEdge[]}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultViewport={start}
      onNodeClick={(_event, node) => choose(node)}
      onPaneClick={() => goTo({ node: null })}
      {...handlers}
      onlyRenderVisibleElements
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      minZoom={0.02}
      maxZoom={1.5}
      panOnScroll
      proOptions={{ hideAttribution: true }}
    >
      <Background gap={24} size={1} />
      <Miniature bounds={bounds} count={items.length} />
      {hasControl ? <EdgeLegend /> : null}
      {pointed === null ? null : (
        <EdgeTip
          key={`${pointed.runId} ${pointed.edge.source} ${pointed.edge.target}`}
          pointed={pointed}
          labelOf={labelOf}
        />
      )}
      <KeepInSight nodeId={selected} corners={corners} />
    </ReactFlow>
  );
}

/** Those that are unfolded come with what is inside of them. */
function useSubruns(subruns: readonly Run[]): {
  readonly pictured: readonly PicturedSubrun[];
  readonly isWhole: boolean;
} {
  const client = useClient();
  const choices = useGroupChoices();
  const calls = subruns.reduce((sum, run) => sum + run.nodes, 0);
  const outlines = useQueries({
    queries: subruns.map((run) => ({
      ...queries.outline(client, run.run_id),
      enabled: isUnfolded(choices, run.run_id, { calls, status: run.status }),
    })),
    combine: (results) => ({
      found: results.map(({ data, isEnabled }) => (isEnabled ? (data ?? null) : null)),
      isWhole: results.every(({ isEnabled, isFetched }) => !isEnabled || isFetched),
    }),
  });
  const { found, isWhole } = outlines;
  return useMemo(
    () => ({
      pictured: subruns.map((run, index) => ({ run, outline: found[index] ?? null })),
      isWhole,
    }),
    [subruns, found, isWhole],
  );
}

/** A call of a subrun is shown in that one's picture. */
function choose(node: PictureNode): void {
  if (node.type === "subrun") return goTo({ node: null });
  const [first = "", second] = node.id.split(" ");
  goTo(second === undefined ? { node: first } : { run: first, node: second });
}
