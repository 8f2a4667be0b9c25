// The run as a picture: calls from the top down in the order of time, data edges between them. Runs in
// the browser.
import "@xyflow/react/dist/base.css";
import {
  Background,
  Controls,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import { foldEdges } from "#src/cli/graph/fold-edges.ts";
import { orderNodes } from "#src/cli/graph/order-nodes.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { useHighlight } from "#src/web/state/highlight.ts";
import { CallCard, type CallNode } from "./call-card.tsx";
import { DataEdge, type CallEdge } from "./data-edge.tsx";
import { CARD_HEIGHT, CARD_WIDTH, type Corners, layoutCalls } from "./layout.ts";

const nodeTypes: NodeTypes = { call: CallCard };
const edgeTypes: EdgeTypes = { data: DataEdge };
const NO_CORNERS: Corners = new Map();

export function GraphView(props: { readonly outline: RunOutline }) {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  );
}

function Picture({ outline }: { readonly outline: RunOutline }) {
  const { node: selected } = usePlace();
  const { highlighted } = useHighlight();
  const placed = useRef<Corners>(NO_CORNERS);
  const edges = useMemo(() => shownEdges(outline), [outline]);
  const corners = useMemo(() => {
    placed.current = layoutCalls(outline.nodes, edges, placed.current);
    return placed.current;
  }, [outline.nodes, edges]);

  const nodes = useMemo(
    () =>
      outline.nodes.map((summary): CallNode => ({
        id: summary.id,
        type: "call",
        position: corners.get(summary.id) ?? { x: 0, y: 0 },
        width: CARD_WIDTH,
        height: CARD_HEIGHT,
        selected: summary.id === selected,
        draggable: false,
        connectable: false,
        focusable: true,
        ariaLabel: `${summary.id} ${summary.kind} ${summary.label}, ${summary.status}`,
        data: { summary },
      })),
    [outline.nodes, corners, selected],
  );
  const lines = useMemo(
    () =>
      edges.map((edge): CallEdge => ({
        id: `${edge.source} ${edge.target}`,
        type: "data",
        source: edge.source,
        target: edge.target,
        focusable: false,
        data: {
          isControl: edge.evidence.every(({ kind }) => kind === "control"),
          isNear: edge.source === selected || edge.target === selected,
          isLit: highlighted === `${edge.source} ${edge.target}`,
        },
      })),
    [edges, selected, highlighted],
  );

  return (
    <div className="graph" role="tabpanel" aria-label="Graph">
      <ReactFlow
        nodes={nodes}
        edges={lines}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodeClick={(_event, node) => goTo({ node: node.id })}
        onPaneClick={() => goTo({ node: null })}
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
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.1 }}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} size={1} />
        <MiniMap pannable zoomable nodeClassName={({ data }) => `mini ${kindOf(data)}`} />
        <Controls showInteractive={false} />
        <KeepInSight nodeId={selected} corners={corners} />
      </ReactFlow>
    </div>
  );
}

function kindOf(data: Record<string, unknown>): string {
  return (data as CallNode["data"]).summary.kind;
}

/** What the transcript implies anyway is left out of the picture. */
function shownEdges({ nodes, edges }: RunOutline) {
  const order = orderNodes(nodes, edges).map(({ id }) => id);
  return foldEdges(order, edges).shown;
}

/** A node that is chosen elsewhere is brought into the picture, if it is not in it. */
function KeepInSight({
  nodeId,
  corners,
}: {
  readonly nodeId: string | null;
  readonly corners: Corners;
}) {
  const flow = useReactFlow();
  useEffect(() => {
    const corner = nodeId === null ? undefined : corners.get(nodeId);
    if (corner === undefined) return;
    const { x, y, zoom } = flow.getViewport();
    const frame = document.querySelector(".graph");
    if (frame === null) return;
    const left = corner.x * zoom + x;
    const top = corner.y * zoom + y;
    const isSeen =
      left >= 0 &&
      top >= 0 &&
      left + CARD_WIDTH * zoom <= frame.clientWidth &&
      top + CARD_HEIGHT * zoom <= frame.clientHeight;
    if (isSeen) return;
    void flow.setCenter(corner.x + CARD_WIDTH / 2, corner.y + CARD_HEIGHT / 2, {
      zoom: Math.max(zoom, 0.6),
      duration: 200,
    });
    // Only a new choice moves the picture.
  }, [nodeId, flow, corners]);
  return null;
}
