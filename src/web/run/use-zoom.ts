// How many pixels a millisecond has in the timeline, and the ways to change that; what is under the
// pointer stays there. Runs in the browser.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

interface Wish {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Milliseconds that are shown in all. */
  readonly total: number;
  /** Pixels at the left that do not scroll. */
  readonly before: number;
  /** Pixels that stay free at the right. */
  readonly behind: number;
}

export interface Zoom {
  readonly pixelsPerMillisecond: number;
  readonly isFit: boolean;
  readonly zoomBy: (factor: number) => void;
  readonly fit: () => void;
}

/** Browsers draw no element that is much wider. */
const WIDEST = 8_000_000;
const MOST_PER_MILLISECOND = 200;

export function useZoom({ scroller, total, before, behind }: Wish): Zoom {
  const width = useWidth(scroller);
  const [chosen, setChosen] = useState<number | null>(null);
  /** A time and where it shall stand after the next drawing. */
  const anchor = useRef<{ readonly time: number; readonly x: number } | null>(null);
  const fitting = Math.max(width - before - behind, 50) / total;
  const most = Math.max(Math.min(MOST_PER_MILLISECOND, WIDEST / total), fitting);
  const scale = chosen === null ? fitting : Math.min(Math.max(chosen, fitting), most);

  const zoomAt = (factor: number, x: number): void => {
    const element = scroller.current;
    if (element === null) return;
    anchor.current = { time: (element.scrollLeft + x) / scale, x };
    const next = scale * factor;
    setChosen(next <= fitting * 1.001 ? null : next);
  };
  useLayoutEffect(() => {
    if (scroller.current === null || anchor.current === null) return;
    scroller.current.scrollLeft = anchor.current.time * scale - anchor.current.x;
    anchor.current = null;
  }, [scale, scroller]);

  useWheel(scroller, (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const left = event.clientX - (scroller.current?.getBoundingClientRect().left ?? 0) - before;
    zoomAt(Math.exp(-event.deltaY * 0.003), Math.max(left, 0));
  });
  return {
    pixelsPerMillisecond: scale,
    isFit: chosen === null,
    zoomBy: (factor) => zoomAt(factor, (width - before) / 2),
    fit: () => setChosen(null),
  };
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    setWidth(watched.clientWidth);
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth));
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** React's own wheel events cannot keep the browser from zooming the page. */
function useWheel(element: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void) {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const watched = element.current;
    const listen = (event: WheelEvent): void => latest.current(event);
    watched?.addEventListener("wheel", listen, { passive: false });
    return () => watched?.removeEventListener("wheel", listen);
  }, [element]);
}
