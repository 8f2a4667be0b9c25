// What a marked text is: the call at the other end and the words there, beside the text that somebody
// points at. Runs in the browser.
import { createPortal } from "react-dom";
import type { EditSide } from "#src/protocol/replay.ts";
import { tipPlace } from "#src/web/shell/tip-place.ts";
import { useBody } from "./body-context.ts";
import type { Mark } from "./marks.ts";

interface Props {
  readonly marks: readonly Mark[];
  /** Where on the screen the text stands. */
  readonly beside: DOMRect;
}

const WIDTH = 340;
const ROOM = 186;
const MOST = 4;

/** Outside of what scrolls and is cut off. */
export function SourceCard({ marks, beside }: Props) {
  const { labelOf, quoteOf, side } = useBody();
  const { left, top, bottom } = beside;
  const place = tipPlace({ left, top: top - 4, bottom: bottom + 4 }, { width: WIDTH, room: ROOM });
  return createPortal(
    <div className="source-card" role="tooltip" style={{ ...place, width: WIDTH }}>
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
