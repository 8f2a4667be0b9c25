// Brings a call that is chosen elsewhere into the picture, if it is not in it. Runs in the browser.
import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { CARD_HEIGHT, CARD_WIDTH } from "./item.ts";
import type { Corners } from "./layout.ts";

interface Props {
  readonly nodeId: string | null;
  readonly corners: Corners;
}

export function KeepInSight({ nodeId, corners }: Props) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const shown = useRef("");
  useEffect(() => {
    const corner = nodeId === null ? undefined : corners.get(nodeId);
    // Only a new choice moves the picture, or less room for it.
    if (corner === undefined || shown.current === `${nodeId} ${width}`) return;
    shown.current = `${nodeId} ${width}`;
    const frame = document.querySelector(".graph");
    const { x, y, zoom } = flow.getViewport();
    const left = corner.x * zoom + x;
    const top = corner.y * zoom + y;
    const small = frame?.querySelector(".react-flow__minimap")?.getBoundingClientRect();
    const box = frame?.getBoundingClientRect();
    const isCovered =
      small !== undefined &&
      box !== undefined &&
      left + CARD_WIDTH * zoom > small.left - box.left &&
      top + CARD_HEIGHT * zoom > small.top - box.top;
    const isSeen =
      frame !== null &&
      !isCovered &&
      left >= 0 &&
      top >= 0 &&
      left + CARD_WIDTH * zoom <= frame.clientWidth &&
      top + CARD_HEIGHT * zoom <= frame.clientHeight;
    if (isSeen) return;
    void flow.setCenter(corner.x + CARD_WIDTH / 2, corner.y + CARD_HEIGHT / 2, {
      zoom: Math.max(zoom, 0.6),
      duration: 200,
    });
  }, [nodeId, flow, corners, width]);
  return null;
}
