// The cells of a row that stands for many calls which are alike. Runs in the browser.
import { formatCost, formatDuration, formatTokens } from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { KindSign } from "./call-parts.tsx";
import type { FoldItem } from "./tree-items.ts";

export function FoldCells({ fold }: { readonly fold: FoldItem }) {
  const calls = fold.children.map(({ call }) => call);
  const first = calls[0];
  if (first === undefined) return null;
  const failed = calls.filter(({ status }) => status === "error").length;
  const isRunning = calls.some(({ status }) => status === "running");
  return (
    <>
      <KindSign kind={first.kind} />
      <span className="tree-main">
        <span className="tree-title">
          <span className="number">
            {first.id}–{calls.at(-1)?.id}
          </span>
          <span className="label">{first.label}</span>
          <span className="badge times">×{calls.length.toLocaleString("en-US")}</span>
        </span>
        <span className="tree-text" data-error={failed === 0 ? undefined : "true"}>
          {failed === 0 ? "alike but for their numbers" : `${failed} of them failed`}
        </span>
      </span>
      <span className="tree-model">{first.model}</span>
      <span className="tree-tokens">{formatTokens(sumTokens(calls))}</span>
      <span className="tree-time">
        {formatDuration(sum(calls, ({ duration_ms }) => duration_ms))}
      </span>
      <span className="tree-cost">{formatCost(sum(calls, ({ cost_usd }) => cost_usd))}</span>
      <StatusMark status={isRunning ? "running" : failed === 0 ? "ok" : "error"} />
    </>
  );
}

function sum(calls: readonly NodeSummary[], of: (call: NodeSummary) => number | null): number {
  return calls.reduce((total, call) => total + (of(call) ?? 0), 0);
}

function sumTokens(calls: readonly NodeSummary[]) {
  return {
    input: sum(calls, ({ tokens }) => tokens?.input ?? 0),
    output: sum(calls, ({ tokens }) => tokens?.output ?? 0),
  };
}
