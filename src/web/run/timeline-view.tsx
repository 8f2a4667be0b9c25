// When each call was under way: bars on one axis of time; only what is in sight is drawn. Runs in the
// browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";
import { rowAfterKey } from "./row-keys.ts";
import { spanOf } from "./time-scale.ts";
import { TimelineAxis } from "./timeline-axis.tsx";
import { type TimelineItem, timelineItems } from "./timeline-items.ts";
import { ROW_HEIGHT, TimelineRows, choose, rowId } from "./timeline-rows.tsx";
import { TimelineTools } from "./timeline-tools.tsx";
import { useTicking } from "./use-ticking.ts";
import { useZoom } from "./use-zoom.ts";

const AXIS_HEIGHT = 26;
const LABEL_WIDTH = 210;
/** For the words behind the last bars. */
const ROOM_BEHIND = 130;

function useRows(count: number, scroller: RefObject<HTMLDivElement | null>) {
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    paddingStart: AXIS_HEIGHT,
    scrollPaddingStart: AXIS_HEIGHT,
    overscan: 12,
  });
}

interface Props {
  readonly outline: RunOutline;
  readonly runs: readonly Run[];
  readonly node: string | null;
}

export function TimelineView({ outline, runs, node }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(() => timelineItems(outline, runs), [outline, runs]);
  const now = useTicking(outline.run.status === "running");
  const span = useMemo(() => spanOf(outline.run, outline.nodes, now), [outline, now]);
  const total = span.end - span.start;
  const zoom = useZoom({ scroller, total, before: LABEL_WIDTH, behind: ROOM_BEHIND });
  const scale = zoom.pixelsPerMillisecond;
  const list = useRows(items.length, scroller);
  const show = (index: number): void => {
    list.scrollToIndex(index);
    const begun = items[index]?.start ?? span.start;
    if (scroller.current !== null) showAt(scroller.current, (begun - span.start) * scale);
  };
  const moves = useMoves({ items, node, show });
  return (
    <div className="timeline" role="tabpanel" aria-label="Timeline">
      <TimelineTools zoom={zoom} />
      <div
        ref={scroller}
        className="scroll timeline-scroll"
        role="listbox"
        aria-label="Calls by time"
        tabIndex={0}
        aria-activedescendant={moves.activeIndex === -1 ? undefined : rowId(moves.activeIndex)}
        onKeyDown={moves.press}
      >
        <div
          className="timeline-content"
          role="presentation"
          style={{
            height: list.getTotalSize(),
            width: LABEL_WIDTH + total * scale + ROOM_BEHIND,
          }}
        >
          <TimelineAxis
            scroller={scroller}
            total={total}
            pixelsPerMillisecond={scale}
            before={LABEL_WIDTH}
          />
          <TimelineRows
            items={items}
            places={list.getVirtualItems()}
            axis={{ start: span.start, now, pixelsPerMillisecond: scale }}
            selected={node}
            activeIndex={moves.activeIndex}
          />
        </div>
      </div>
    </div>
  );
}

/** Brings a place on the axis into sight. */
function showAt(scroller: HTMLElement, x: number): void {
  const width = scroller.clientWidth - LABEL_WIDTH;
  if (x >= scroller.scrollLeft && x < scroller.scrollLeft + width) return;
  scroller.scrollLeft = Math.max(x - width / 4, 0);
}

/** The row that the keys are at, and what keys do; a choice made elsewhere is scrolled to. */
function useMoves(props: {
  readonly items: readonly TimelineItem[];
  readonly node: string | null;
  readonly show: (index: number) => void;
}) {
  const { items, node, show } = props;
  const [active, setActive] = useState<string | null>(node);
  const activeIndex = items.findIndex(({ key }) => key === active);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (node === seen.current) return;
    const index = items.findIndex(({ key }) => key === node);
    if (node !== null && index === -1) return;
    seen.current = node;
    if (node === null) return;
    setActive(node);
    show(index);
  });
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = items[activeIndex];
    if (event.key === "Enter" && item !== undefined) return choose(item);
    const next = rowAfterKey(event.key, activeIndex, items.length);
    const target = items[next ?? -1];
    if (next === null || target === undefined) return;
    event.preventDefault();
    setActive(target.key);
    show(next);
    // A step with the keys is no place to go back to.
    if (target.kind === "call") goTo({ node: target.call.id }, { replace: true });
  };
  return { activeIndex, press };
}
