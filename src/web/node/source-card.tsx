// What a marked text is: the call at the other end and the words there, beside the text that somebody
// points at. Runs in the browser.
import { createPortal } from "react-dom";
import type { EditSide } from "#src/protocol/replay.ts";
import { useBody } from "./body-context.ts";
import type { Mark } from "./marks.ts";

interface Props {
  readonly marks: readonly Mark[];
  /** Where on the screen the text stands. */
  readonly beside: DOMRect;
}

const WIDTH = 340;
/** Room that is kept below the text, else the card is above it. */
const ROOM = 190;
const MOST = 4;

/** Outside of what scrolls and is cut off. */
export function SourceCard({ marks, beside }: Props) {
  const { labelOf, quoteOf, side } = useBody();
  const left = Math.max(8, Math.min(beside.left, window.innerWidth - WIDTH - 8));
  const isAbove = beside.bottom + ROOM > window.innerHeight;
  const place = isAbove
    ? { left, width: WIDTH, bottom: window.innerHeight - beside.top + 4 }
    : { left, width: WIDTH, top: beside.bottom + 4 };
  return createPortal(
    <div className="source-card" role="tooltip" style={place}>
      {marks.slice(0, MOST).map((mark) => (
        <div key={`${mark.edge} ${mark.kind} ${mark.there.path} ${mark.there.span?.[0] ?? ""}`}>
          <p>
            {wordOf(side)} <b>{mark.other}</b> <span className="soft">({mark.kind})</span>
          </p>
          <p className="source-label">{labelOf(mark.other)}</p>
          <blockquote>{quoteOf(mark)}</blockquote>
        </div>
      ))}
      {marks.length > MOST ? <p className="soft">and {marks.length - MOST} more</p> : null}
      <p className="soft">Click or Enter: go there</p>
    </div>,
    document.body,
  );
}

function wordOf(side: EditSide): string {
  return side === "input" ? "from" : "into";
}
