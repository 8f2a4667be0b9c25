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
} from "@xyflow/react";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { CallCard, type CallNode } from "./call-card.tsx";
import { DataEdge } from "./data-edge.tsx";
import { KeepInSight } from "./keep-in-sight.tsx";
import { usePicture } from "./use-picture.ts";

const nodeTypes: NodeTypes = { call: CallCard };
const edgeTypes: EdgeTypes = { data: DataEdge };

export function GraphView(props: { readonly outline: RunOutline }) {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  );
}

function Picture({ outline }: { readonly outline: RunOutline }) {
  const { node: selected } = usePlace();
  const { nodes, lines, corners } = usePicture(outline, selected);
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
        fitViewOptions={{ maxZoom: 1, minZoom: 0.45, padding: 0.08 }}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} size={1} />
        <MiniMap
          pannable
          zoomable
          ariaLabel="Small picture of the whole run"
          nodeClassName={({ data }) => `mini ${kindOf(data)}`}
        />
        <Controls showInteractive={false} />
        <KeepInSight nodeId={selected} corners={corners} />
      </ReactFlow>
    </div>
  );
}

function kindOf(data: Record<string, unknown>): string {
  return (data as CallNode["data"]).summary.kind;
}
