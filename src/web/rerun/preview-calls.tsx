// The calls of a re-run that are not answered from the cache, with the reason of each. Runs in the
// browser; only what is in sight is drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { formatCost, formatDuration, formatTokens } from "#src/protocol/presentation/format.ts";
import type { PreviewCall, PreviewNode, RerunPreview } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";
import { meaningOf } from "./preview-words.ts";

interface Props {
  readonly run: Run;
  readonly preview: RerunPreview;
  readonly usesCache: boolean;
  /** A call is gone to. */
  readonly onLeave: () => void;
}

type Open = (node: PreviewNode) => void;

const ROW_HEIGHT = 32;
const COLUMNS = ["Call", "Label", "Why", "Model", "Tokens", "Cost", "Time"] as const;

export function PreviewCalls({ run, preview, usesCache, onLeave }: Props) {
  const { calls, cached } = preview;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: calls.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  if (calls.length === 0) return <p className="preview-none">{nothingWords(cached)}</p>;
  const open: Open = ({ run_id: inRun, node_id: id }) => {
    onLeave();
    goTo({ session: run.session_id, run: inRun, node: id, screen: "run" });
  };
  return (
    <div
      className="preview-calls"
      role="table"
      aria-label="Calls that are not answered from the cache"
      aria-rowcount={calls.length + 1}
      ref={scroller}
    >
      <div className="preview-row heading" role="row" aria-rowindex={1}>
        {COLUMNS.map((title) => (
          <span key={title} role="columnheader">
            {title}
          </span>
        ))}
      </div>
      <div role="rowgroup" className="rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const call = calls[index];
          return call === undefined ? null : (
            <div
              key={`${call.run_id} ${call.node_id}`}
              role="row"
              aria-rowindex={index + 2}
              className="preview-row row"
              data-effect={call.effect}
              style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
            >
              <Cells call={call} usesCache={usesCache} onOpen={open} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cells(props: {
  readonly call: PreviewCall;
  readonly usesCache: boolean;
  readonly onOpen: Open;
}) {
  const { call, usesCache, onOpen } = props;
  const { tokens, cost_usd: cost, duration_ms: time } = call;
  return (
    <>
      <span role="cell">
        <CallButton node={call} onOpen={onOpen} />
      </span>
      <span role="cell" title={call.label} className="label">
        {call.subrun === null ? null : <span className="subrun">{call.subrun} › </span>}
        {call.label}
      </span>
      <span role="cell" className="why">
        {meaningOf(call, usesCache)}
        {call.through.length === 0 ? null : ": "}
        {call.through.map((through) => (
          <CallButton
            key={`${through.run_id} ${through.node_id}`}
            node={through}
            from={call.run_id}
            onOpen={onOpen}
          />
        ))}
      </span>
      <span role="cell" title={call.model ?? undefined}>
        {call.model}
      </span>
      <span role="cell">{tokens === null ? "–" : formatTokens(tokens)}</span>
      <span role="cell">{cost === null ? "–" : formatCost(cost)}</span>
      <span role="cell">{time === null ? "–" : formatDuration(time)}</span>
    </>
  );
}

function CallButton(props: {
  readonly node: PreviewNode;
  /** The run of whoever names it: of another one its place is told. */
  readonly from?: string;
  readonly onOpen: Open;
}) {
  const { node, from = node.run_id, onOpen } = props;
  const place = node.run_id === from ? "" : `${node.subrun ?? "program"} › `;
  return (
    <button
      type="button"
      className="call-link"
      title={`Go to ${place}${node.node_id}`}
      onClick={() => onOpen(node)}
    >
      {place}
      {node.node_id}
    </button>
  );
}

function nothingWords(cached: number): string {
  return cached === 0
    ? "This run made no call of its own that could go out."
    : "Every call is answered from the cache: nothing goes out, and nothing is paid for.";
}
