// The rows of the timeline that are in sight, each with its place on the axis. Runs in the browser.
import type { VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useMemo, useState } from "react";
import { goTo } from "#src/web/state/location.ts";
import type { TimelineItem } from "./timeline-items.ts";
import { TimelineRow } from "./timeline-row.tsx";
import { type Tip, TimelineTip } from "./timeline-tip.tsx";

export const ROW_HEIGHT = 28;

interface Axis {
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly now: number;
  readonly pixelsPerMillisecond: number;
}

interface Props {
  readonly items: readonly TimelineItem[];
  readonly places: readonly VirtualItem[];
  readonly axis: Axis;
  readonly selected: string | null;
  readonly activeIndex: number;
}

export function TimelineRows({ items, places, axis, selected, activeIndex }: Props) {
  const [tip, setTip] = useState<Tip | null>(null);
  const indexes = useMemo(() => new Map(items.map(({ key }, index) => [key, index])), [items]);
  const point = useCallback((item: TimelineItem | null, x: number, y: number): void => {
    setTip(item === null ? null : { item, x, y });
  }, []);
  const retryOf = (item: TimelineItem, index: number) => {
    const before = item.kind === "call" ? indexes.get(item.call.retry_of ?? "") : undefined;
    const source = before === undefined ? undefined : items[before];
    if (before === undefined || source === undefined || before > index) return null;
    return { left: leftOf(source, axis) + widthOf(source, axis), rows: index - before };
  };
  return (
    <>
      {places.map(({ index, start }) => {
        const item = items[index];
        return item === undefined ? null : (
          <div
            key={item.key}
            className="row"
            role="presentation"
            style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
          >
            <TimelineRow
              id={rowId(index)}
              item={item}
              left={leftOf(item, axis)}
              width={widthOf(item, axis)}
              pixelsPerMillisecond={axis.pixelsPerMillisecond}
              retry={retryOf(item, index)}
              isSelected={item.key === selected}
              isActive={index === activeIndex}
              onPick={choose}
              onPoint={point}
            />
          </div>
        );
      })}
      {tip === null ? null : <TimelineTip tip={tip} start={axis.start} />}
    </>
  );
}

export function choose(item: TimelineItem): void {
  goTo(item.kind === "run" ? { run: item.run.run_id } : { node: item.call.id });
}

export function rowId(index: number): string {
  return `timeline-row-${index}`;
}

function leftOf({ start }: TimelineItem, axis: Axis): number {
  return (start - axis.start) * axis.pixelsPerMillisecond;
}

function widthOf({ start, duration }: TimelineItem, axis: Axis): number {
  return (duration ?? Math.max(axis.now - start, 0)) * axis.pixelsPerMillisecond;
}
