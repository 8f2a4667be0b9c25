// One row of the tree: a call, a repetition, a subrun, or words in their place. Runs in the browser.
import { memo } from "react";
import {
  formatCost,
  formatDuration,
  formatTokens,
  plural,
} from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { CallBadges, KindSign, outcomeOf } from "./call-parts.tsx";
import { FoldCells } from "./fold-cells.tsx";
import type { TreeRow } from "./tree-rows.ts";

interface Props {
  readonly row: TreeRow;
  readonly id: string;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onPick: (row: TreeRow) => void;
  readonly onToggle: (row: TreeRow) => void;
}

export const TreeRowView = memo(function TreeRowView(props: Props) {
  const { row, id, isSelected, isActive, onPick, onToggle } = props;
  if (row.kind === "note") {
    return (
      <p className="tree-note" style={{ paddingLeft: indentOf(row.level) }}>
        {row.text}
      </p>
    );
  }
  const { item, isOpen } = row;
  return (
    // The keys of a tree are those of its one element that has the focus: the tree itself.
    <div
      id={id}
      className="tree-row"
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isSelected}
      data-active={isActive ? "true" : undefined}
      data-kind={item.kind}
      data-source={item.kind === "call" ? item.call.source : undefined}
      style={{ paddingLeft: indentOf(row.level) }}
      onClick={() => onPick(row)}
    >
      <span
        className="caret"
        aria-hidden="true"
        onClick={(event) => {
          if (isOpen === null) return;
          event.stopPropagation();
          onToggle(row);
        }}
      >
        {isOpen === null ? "" : isOpen ? "▾" : "▸"}
      </span>
      {item.kind === "call" ? <CallCells call={item.call} /> : null}
      {item.kind === "fold" ? <FoldCells fold={item} /> : null}
      {item.kind === "run" ? <SubrunCells run={item.run} /> : null}
    </div>
  );
});

function CallCells({ call }: { readonly call: NodeSummary }) {
  return (
    <>
      <KindSign kind={call.kind} />
      <span className="tree-main">
        <span className="tree-title">
          <span className="number">{call.id}</span>
          <span className="label">{call.label}</span>
          <CallBadges call={call} />
        </span>
        <span className="tree-text" data-error={call.error === null ? undefined : "true"}>
          {outcomeOf(call)}
        </span>
      </span>
      <span className="tree-model">{call.model}</span>
      <span className="tree-tokens">{call.tokens === null ? "" : formatTokens(call.tokens)}</span>
      <span className="tree-time">
        {call.duration_ms === null ? "" : formatDuration(call.duration_ms)}
      </span>
      <span className="tree-cost">{call.cost_usd === null ? "" : formatCost(call.cost_usd)}</span>
      <StatusMark status={call.status} />
    </>
  );
}

function SubrunCells({ run }: { readonly run: Run }) {
  const total = run.tokens.input + run.tokens.output;
  return (
    <>
      <span className="kind-sign" data-kind="run" title="subrun">
        <span aria-hidden="true">▣</span>
        <span className="visually-hidden">subrun </span>
      </span>
      <span className="tree-main">
        <span className="tree-title">
          <span className="label">{run.name ?? run.path}</span>
          {run.result === null ? null : (
            <span className="result" data-result={run.result}>
              {run.result}
            </span>
          )}
        </span>
        <span className="tree-text" data-error={run.error === null ? undefined : "true"}>
          {run.error ?? plural(run.nodes, "call")}
        </span>
      </span>
      <span className="tree-model" />
      <span className="tree-tokens">{total === 0 ? "" : formatTokens(run.tokens)}</span>
      <span className="tree-time">
        {run.duration_ms === null ? "" : formatDuration(run.duration_ms)}
      </span>
      <span className="tree-cost">{run.cost_usd === null ? "" : formatCost(run.cost_usd)}</span>
      <StatusMark status={run.status} />
    </>
  );
}

function indentOf(level: number): string {
  return `${0.5 + (level - 1) * 1.25}rem`;
}
