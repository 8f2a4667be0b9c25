// Brings a call that is chosen elsewhere into the picture, if it is not in it. Runs in the browser.
import { useReactFlow } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { CARD_HEIGHT, CARD_WIDTH } from "./item.ts";
import type { Corners } from "./layout.ts";

interface Props {
  readonly nodeId: string | null;
  readonly corners: Corners;
}

export function KeepInSight({ nodeId, corners }: Props) {
  const flow = useReactFlow();
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const corner = nodeId === null ? undefined : corners.get(nodeId);
    // Only a new choice moves the picture.
    if (corner === undefined || shown.current === nodeId) return;
    shown.current = nodeId;
    const frame = document.querySelector(".graph");
    const { x, y, zoom } = flow.getViewport();
    const left = corner.x * zoom + x;
    const top = corner.y * zoom + y;
    const isSeen =
      frame !== null &&
      left >= 0 &&
      top >= 0 &&
      left + CARD_WIDTH * zoom <= frame.clientWidth &&
      top + CARD_HEIGHT * zoom <= frame.clientHeight;
    if (isSeen) return;
    void flow.setCenter(corner.x + CARD_WIDTH / 2, corner.y + CARD_HEIGHT / 2, {
      zoom: Math.max(zoom, 0.6),
      duration: 200,
    });
  }, [nodeId, flow, corners]);
  return null;
}
