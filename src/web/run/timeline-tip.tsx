// The facts of what the pointer is on in the timeline. Runs in the browser.
import { formatDuration, plural } from "#src/protocol/presentation/format.ts";
import { tipPlace } from "#src/web/shell/tip-place.ts";
import { factsOf, outcomeOf } from "./call-parts.tsx";
import type { TimelineItem } from "./timeline-items.ts";

export interface Tip {
  readonly item: TimelineItem;
  readonly x: number;
  readonly y: number;
}

const WIDTH = 320;
const ROOM = 136;

export function TimelineTip({ tip, start }: { readonly tip: Tip; readonly start: number }) {
  const { item } = tip;
  const around = { left: tip.x + 12, top: tip.y - 12, bottom: tip.y + 14 };
  const place = tipPlace(around, { width: WIDTH, room: ROOM });
  return (
    <div className="timeline-tip" role="tooltip" style={place}>
      {item.kind === "run" ? (
        <p className="tip-title">{item.run.path}</p>
      ) : (
        <p className="tip-title">
          {item.call.id} {item.call.label}
        </p>
      )}
      {linesOf(item, start).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {item.kind === "call" ? <p className="tip-text">{outcomeOf(item.call)}</p> : null}
    </div>
  );
}

function linesOf(item: TimelineItem, start: number): string[] {
  const begun = `began after ${formatDuration(item.start - start)}`;
  if (item.kind === "run") {
    const time = item.duration === null ? "running" : formatDuration(item.duration);
    return [`${plural(item.run.nodes, "call")} · ${time}`, begun];
  }
  const { call } = item;
  const firstByte =
    call.first_byte_ms === null ? "" : ` · first byte after ${formatDuration(call.first_byte_ms)}`;
  return [
    factsOf(call).join(" · "),
    `${begun}${firstByte}`,
    call.source === "live" ? "" : call.reason,
    call.inferred ? "seen in the messages around it: its times are those around it" : "",
  ].filter((line) => line !== "");
}
