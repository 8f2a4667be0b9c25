// Where a card with a word to what the pointer is on stands: below it, or above it near the foot of the
// window. Runs in the browser.
import type { CSSProperties } from "react";

/** On the screen, in pixels, with the distance that is kept. */
interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

interface TipSize {
  readonly width: number;
  /** Kept below the anchor, else the card is above it. */
  readonly room: number;
}

const MARGIN = 8;

export function tipPlace({ left, top, bottom }: Anchor, { width, room }: TipSize): CSSProperties {
  const { innerWidth, innerHeight } = window;
  return {
    left: Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN)),
    ...(bottom + room > innerHeight ? { bottom: innerHeight - top } : { top: bottom }),
  };
}
