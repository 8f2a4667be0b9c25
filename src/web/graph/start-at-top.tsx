// Where a picture is looked at first: all of it where that can be read, else its beginning. Runs in the
// browser.
import { useReactFlow, useStore } from "@xyflow/react";
import { useLayoutEffect, useRef } from "react";
import type { Item } from "./item.ts";
import { type Corners, boundsOf } from "./layout.ts";

/** Smaller text cannot be read. */
const SMALLEST_ZOOM = 0.6;
const MARGIN = 28;

interface Props {
  readonly items: readonly Item[];
  readonly corners: Corners;
  /** False while parts of it are still being read. */
  readonly isWhole: boolean;
}

export function StartAtTop({ items, corners, isWhole }: Props) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isDone = useRef(false);
  useLayoutEffect(() => {
    if (isDone.current || !isWhole || width === 0 || items.length === 0) return;
    isDone.current = true;
    const bounds = boundsOf(items, corners);
    const fitting = Math.min(
      (width - 2 * MARGIN) / bounds.width,
      (height - 2 * MARGIN) / bounds.height,
      1,
    );
    const zoom = Math.max(fitting, SMALLEST_ZOOM);
    const fits = bounds.width * zoom <= width;
    // A wide picture begins with its first call.
    const first = corners.get(items[0]?.id ?? "");
    const middle = fits ? bounds.x + bounds.width / 2 : (first?.x ?? 0) + 124;
    void flow.setViewport({
      x: width / 2 - middle * zoom,
      y: MARGIN - bounds.y * zoom,
      zoom,
    });
  }, [flow, width, height, items, corners, isWhole]);
  return null;
}
