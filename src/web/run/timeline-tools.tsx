// What the colours of the timeline mean, and its zoom. Runs in the browser.
import type { Zoom } from "./use-zoom.ts";

const STEP = 1.6;

export function TimelineTools({ zoom }: { readonly zoom: Zoom }) {
  return (
    <div className="timeline-tools">
      <span className="legend" data-kind="llm">
        model
      </span>
      <span className="legend" data-kind="tool">
        tool
      </span>
      <span className="legend" data-kind="wait">
        stream before its first byte
      </span>
      <span className="legend" data-kind="cache">
        cache
      </span>
      <span className="legend" data-kind="edited">
        edited
      </span>
      <div className="zoom" role="group" aria-label="Zoom">
        <button
          type="button"
          aria-label="Show a longer time"
          title="Zoom out (Ctrl and the mouse wheel)"
          disabled={zoom.isFit}
          onClick={() => zoom.zoomBy(1 / STEP)}
        >
          −
        </button>
        <button type="button" disabled={zoom.isFit} onClick={zoom.fit}>
          Fit
        </button>
        <button
          type="button"
          aria-label="Show a shorter time"
          title="Zoom in (Ctrl and the mouse wheel)"
          onClick={() => zoom.zoomBy(STEP)}
        >
          +
        </button>
      </div>
    </div>
  );
}
