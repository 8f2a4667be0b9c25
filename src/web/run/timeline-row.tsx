// One row of the timeline: what it is at the left, and when it was as a bar. Runs in the browser.
import { memo } from "react";
import { formatDuration } from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import { KindSign } from "./call-parts.tsx";
import type { TimelineItem } from "./timeline-items.ts";

export interface RowProps {
  readonly id: string;
  readonly item: TimelineItem;
  /** Pixels from the left end of the axis, and the width. */
  readonly left: number;
  readonly width: number;
  readonly pixelsPerMillisecond: number;
  /** For a retry: where in pixels the call before it ended, and how many rows above it stands. */
  readonly retry: { readonly left: number; readonly rows: number } | null;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onPick: (item: TimelineItem) => void;
  readonly onPoint: (item: TimelineItem | null, x: number, y: number) => void;
}

/** A bar is seen and hit, however short the call was. */
export const NARROWEST = 3;

export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { item, left, width, retry, onPick, onPoint } = props;
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.isSelected}
      aria-label={nameOf(item)}
      className="timeline-row"
      data-active={props.isActive ? "true" : undefined}
      onClick={() => onPick(item)}
    >
      <RowLabel item={item} />
      <div className="timeline-track">
        {retry === null ? null : <RetryLink left={left} retry={retry} />}
        <div
          className="bar"
          data-kind={item.kind === "run" ? "run" : item.call.kind}
          data-status={item.kind === "run" ? item.run.status : item.call.status}
          data-source={item.kind === "call" ? item.call.source : undefined}
          data-edited={item.kind === "call" && item.call.edited !== null ? "true" : undefined}
          data-inferred={item.kind === "call" && item.call.inferred ? "true" : undefined}
          style={{ left, width: Math.max(width, NARROWEST) }}
          onPointerEnter={(event) => onPoint(item, event.clientX, event.clientY)}
          onPointerLeave={() => onPoint(null, 0, 0)}
        >
          {item.kind === "call" ? (
            <FirstByte call={item.call} pixelsPerMillisecond={props.pixelsPerMillisecond} />
          ) : null}
        </div>
        <span className="bar-text" style={{ left: left + Math.max(width, NARROWEST) + 6 }}>
          {item.duration === null ? "running" : formatDuration(item.duration)}
          {item.kind === "call" ? <Marks call={item.call} /> : null}
        </span>
      </div>
    </div>
  );
});

function RowLabel({ item }: { readonly item: TimelineItem }) {
  if (item.kind === "run") {
    return (
      <div className="timeline-label">
        <span className="kind-sign" data-kind="run" aria-hidden="true">
          ▣
        </span>
        <span className="label">{item.run.name ?? item.run.path}</span>
      </div>
    );
  }
  return (
    <div className="timeline-label">
      <KindSign kind={item.call.kind} />
      <span className="number">{item.call.id}</span>
      <span className="label">{item.call.label}</span>
    </div>
  );
}

/** Until then the program waited; from there on a stream came in. Else all of it came at the end. */
function FirstByte(props: { readonly call: NodeSummary; readonly pixelsPerMillisecond: number }) {
  const { first_byte_ms, streamed } = props.call;
  if (first_byte_ms === null || !streamed) return null;
  return (
    <span className="first-byte" style={{ left: first_byte_ms * props.pixelsPerMillisecond }} />
  );
}

function Marks({ call }: { readonly call: NodeSummary }) {
  return (
    <>
      {call.status === "error" ? <span className="mark-error"> ✗ failed</span> : null}
      {call.status === "cancelled" ? <span className="mark-warn"> ⊘ cancelled</span> : null}
      {call.source === "cache" ? <span className="mark-cache"> cache</span> : null}
      {call.edited === null ? null : <span className="mark-edited"> ✎ edited</span>}
      {call.retry_of === null ? null : <span> ↻ {call.retry_of}</span>}
    </>
  );
}

function RetryLink(props: {
  readonly left: number;
  readonly retry: { left: number; rows: number };
}) {
  const { left, retry } = props;
  return (
    <span
      className="retry-link"
      style={{
        left: Math.min(retry.left, left - 2),
        width: Math.max(left - retry.left, 2),
        height: `calc(${retry.rows} * var(--row-height) - 8px)`,
      }}
    />
  );
}

function nameOf(item: TimelineItem): string {
  const time = item.duration === null ? "running" : formatDuration(item.duration);
  if (item.kind === "run") return `subrun ${item.run.path ?? ""}, ${item.run.status}, ${time}`;
  const { id, kind, label, status, source, edited } = item.call;
  const marks = [source === "cache" ? ", cache" : "", edited === null ? "" : ", edited"].join("");
  return `${id} ${kind} ${label}, ${status}, ${time}${marks}`;
}
