// One call in the picture: enough to know what it is without opening it. Runs in the browser.
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { formatCost, formatDuration, formatTokens } from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./item.ts";
import type { Corner } from "./layout.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";

export interface CallData extends Record<string, unknown> {
  readonly summary: NodeSummary;
}

export type CallNode = Node<CallData, "call">;

/** Told beforehand: else every card is made once, to be measured. */
const SIZE: Pick<CallNode, "width" | "height" | "measured" | "handles"> = {
  width: CARD_WIDTH,
  height: CARD_HEIGHT,
  measured: { width: CARD_WIDTH, height: CARD_HEIGHT },
  handles: [
    { type: "target", position: Position.Top, x: CARD_WIDTH / 2, y: 0, width: 1, height: 1 },
    {
      type: "source",
      position: Position.Bottom,
      x: CARD_WIDTH / 2,
      y: CARD_HEIGHT,
      width: 1,
      height: 1,
    },
  ],
};

interface CardState {
  readonly summary: NodeSummary;
  readonly corner: Corner | undefined;
  readonly isSelected: boolean;
}

/** A card as the picture takes it: the known one where nothing has changed. */
export function toCallNode(state: CardState, known?: CallNode): CallNode {
  const { summary, corner, isSelected } = state;
  const { x = 0, y = 0 } = corner ?? {};
  const isSame =
    known?.data.summary === summary &&
    known.selected === isSelected &&
    known.position.x === x &&
    known.position.y === y;
  if (isSame) return known;
  return {
    id: summary.id,
    type: "call",
    position: { x, y },
    ...SIZE,
    selected: isSelected,
    ariaLabel: `${summary.id} ${summary.kind} ${summary.label}, ${summary.status}`,
    data: { summary },
  };
}

const KINDS = { llm: "◆", embedding: "▤", tool: "⚒" } as const;

export const CallCard = memo(function CallCard({ data, selected }: NodeProps<CallNode>) {
  const { summary } = data;
  return (
    <div
      className="card"
      data-kind={summary.kind}
      data-status={summary.status}
      data-source={summary.source}
      data-selected={selected ? "true" : undefined}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="card-head">
        <span className="kind" aria-hidden="true">
          {KINDS[summary.kind]}
        </span>
        <span className="number">{summary.id}</span>
        <span className="label" title={summary.label}>
          {summary.label}
        </span>
        {summary.edited === null ? null : (
          <span className="badge edited" title={`its ${summary.edited} is edited`}>
            ✎
          </span>
        )}
        {summary.source === "cache" ? (
          <span className="badge cache" title={summary.reason}>
            cache
          </span>
        ) : null}
        <StatusMark status={summary.status} />
      </div>
      <div className={summary.error === null ? "card-text" : "card-text error"}>
        {summary.error?.message ?? summary.preview}
      </div>
      <div className="card-facts">{factsOf(summary).join(" · ")}</div>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
});

function factsOf({ model, tokens, duration_ms, cost_usd, retry_of }: NodeSummary): string[] {
  return [
    model ?? "",
    tokens === null ? "" : formatTokens(tokens),
    duration_ms === null ? "" : formatDuration(duration_ms),
    cost_usd === null ? "" : formatCost(cost_usd),
    retry_of === null ? "" : `retry of ${retry_of}`,
  ].filter((text) => text !== "");
}
