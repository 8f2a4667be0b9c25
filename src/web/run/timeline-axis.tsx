// The ticks of the timeline and the lines below them; only those in sight. Runs in the browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect } from "react";
import { formatTick, tickStep } from "./time-scale.ts";

interface Props {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly total: number;
  readonly pixelsPerMillisecond: number;
  /** Pixels left of it that do not scroll. */
  readonly before: number;
}

export function TimelineAxis({ scroller, total, pixelsPerMillisecond, before }: Props) {
  const step = tickStep(pixelsPerMillisecond);
  const size = step * pixelsPerMillisecond;
  const ticks = useVirtualizer({
    horizontal: true,
    count: Math.floor(total / step) + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: 3,
  });
  useLayoutEffect(() => ticks.measure(), [size, ticks]);
  const shown = ticks.getVirtualItems();
  return (
    <>
      <div className="timeline-axis" aria-hidden="true">
        <div className="timeline-corner" />
        {shown.map(({ index }) => (
          <span key={index} className="tick" style={{ left: before + index * size }}>
            {formatTick(index * step, step)}
          </span>
        ))}
      </div>
      {shown.map(({ index }) => (
        <span
          key={index}
          className="tick-line"
          aria-hidden="true"
          style={{ left: before + index * size }}
        />
      ))}
      <div className="timeline-gutter" aria-hidden="true">
        <span />
      </div>
    </>
  );
}
