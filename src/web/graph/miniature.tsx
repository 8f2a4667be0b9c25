// The small picture of the whole run in the corner, where not all of it is in sight: it can be folded away,
// for it lies on what is below it. Runs in the browser.
import { ControlButton, Controls, MiniMap, useStore } from "@xyflow/react";
import { createKeptChoice } from "#src/web/state/kept-store.ts";
import type { Store } from "#src/web/state/store.ts";
import type { Size } from "./item.ts";
import type { PictureNode } from "./use-picture.ts";

const miniature: Store<"shown" | "folded"> = createKeptChoice("ao-miniature", ["shown", "folded"]);

/** One of more calls takes longer than it is worth. */
const MOST_CALLS = 3000;
/** In less room it is smaller. */
const WIDE = 760;
const LARGE = { width: 200, height: 150 };
const SMALL = { width: 132, height: 99 };

interface Props {
  /** What the whole picture takes. */
  readonly bounds: Size & { readonly x: number; readonly y: number };
  readonly count: number;
}

/** With the buttons that zoom. */
export function Miniature({ bounds, count }: Props) {
  const choice = miniature.use();
  const isWide = useStore(({ width }) => width >= WIDE);
  const isWhole = useStore(({ transform: [x, y, zoom], width, height }) => {
    const [left, top] = [bounds.x * zoom + x, bounds.y * zoom + y];
    const isIn = left >= 0 && left + bounds.width * zoom <= width;
    return isIn && top >= 0 && top + bounds.height * zoom <= height;
  });
  const isPossible = count <= MOST_CALLS;
  const isShown = choice === "shown";
  const words = isShown ? "Fold the small picture away" : "Show the small picture";
  return (
    <>
      {isPossible && isShown && !isWhole ? (
        <MiniMap
          pannable
          zoomable
          ariaLabel="Small picture of the whole run"
          nodeClassName={classOf}
          style={isWide ? LARGE : SMALL}
        />
      ) : null}
      <Controls showInteractive={false} fitViewOptions={{ padding: 0.06, maxZoom: 1 }}>
        {isPossible && !isWhole ? (
          <ControlButton
            title={words}
            aria-label={words}
            aria-pressed={isShown}
            onClick={() => miniature.set(isShown ? "folded" : "shown")}
          >
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <rect x="0.75" y="0.75" width="10.5" height="10.5" rx="1.5" />
              <rect x="6" y="6" width="4" height="4" className="filled" />
            </svg>
          </ControlButton>
        ) : null}
      </Controls>
    </>
  );
}

function classOf(node: PictureNode): string {
  return node.type === "call" ? `mini ${node.data.summary.kind}` : "mini subrun";
}
