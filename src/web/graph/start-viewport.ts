// Where a picture is looked at first: all of it where that can be read, else its beginning. Pure.
import type { Viewport } from "@xyflow/react";
import { CARD_WIDTH, type Item, type Size } from "./item.ts";
import { type Corners, boundsOf } from "./layout.ts";

/** Smaller text cannot be read. */
const SMALLEST_ZOOM = 0.6;
const MARGIN = 28;

/** `room` is what there is of the page for it. */
export function startViewport(items: readonly Item[], corners: Corners, room: Size): Viewport {
  const bounds = boundsOf(items, corners);
  const fitting = Math.min(
    (room.width - 2 * MARGIN) / Math.max(bounds.width, 1),
    (room.height - 2 * MARGIN) / Math.max(bounds.height, 1),
    1,
  );
  const zoom = Math.max(fitting, SMALLEST_ZOOM);
  const first = corners.get(items[0]?.id ?? "");
  // A wide picture begins with its first call.
  const middle =
    bounds.width * zoom <= room.width
      ? bounds.x + bounds.width / 2
      : (first?.x ?? 0) + CARD_WIDTH / 2;
  return { x: room.width / 2 - middle * zoom, y: MARGIN - bounds.y * zoom, zoom };
}
