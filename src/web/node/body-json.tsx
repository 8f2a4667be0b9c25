// A body as JSON, with what came from elsewhere underlined as in its other forms: pointing at it lights its
// edge and shows what is at the other end; a click, or Enter where the cursor stands, goes there. Runs in
// the browser.
import { type SyntheticEvent, useCallback, useEffect, useState } from "react";
import { RANGE_ATTRIBUTE, type TextRange } from "#src/web/editor/text-ranges.ts";
import { highlight } from "#src/web/state/highlight.ts";
import { goTo } from "#src/web/state/location.ts";
import { type BodyContext, useBody } from "./body-context.ts";
import { type Mark, jumpTo } from "./marks.ts";
import { placingIn, wholesIn } from "./place-marks.ts";
import { RawJson } from "./raw-json.tsx";
import { SourceCard } from "./source-card.tsx";

interface Pointed {
  readonly mark: Mark;
  readonly beside: DOMRect;
}

export function BodyJson({ label }: { readonly label: string }) {
  const { body, marks, focus, side } = useBody();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  // It may be gone while somebody points at it.
  useEffect(() => () => highlight(null), []);
  const rangesOf = useCallback(
    (text: string, shown: unknown) => bodyRanges(text, shown, { marks, focus, side }),
    [marks, focus, side],
  );
  const point = (mark: Mark | undefined, element: Element | null): void => {
    highlight(mark?.edge ?? null);
    const beside = element?.getClientRects()[0];
    setPointed(mark === undefined || beside === undefined ? null : { mark, beside });
  };
  const follow = (mark: Mark | undefined): void => {
    if (mark === undefined) return;
    point(undefined, null);
    goTo(jumpTo(mark));
  };
  return (
    <div
      className="body-json"
      role="presentation"
      onMouseOver={({ target }) => {
        const element = rangeAround(target);
        point(marks[indexOf(element)], element);
      }}
      onMouseLeave={() => point(undefined, null)}
      onClick={({ target }) => {
        // Whoever selects words in it does not want to leave.
        if (window.getSelection()?.isCollapsed !== false)
          follow(marks[indexOf(rangeAround(target))]);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        const mark = marks[indexOf(rangeAround(window.getSelection()?.anchorNode ?? null))];
        if (mark === undefined) return;
        event.stopPropagation();
        follow(mark);
      }}
    >
      <RawJson value={body} label={label} rangesOf={rangesOf} />
      {pointed === null ? null : <SourceCard marks={[pointed.mark]} beside={pointed.beside} />}
    </div>
  );
}

/** One for each mark, in their order; then the text of the address. */
function bodyRanges(
  text: string,
  shown: unknown,
  { marks, focus, side }: Pick<BodyContext, "marks" | "focus" | "side">,
): TextRange[] {
  const place = placingIn(text, shown, "");
  const whole = wholesIn(text, shown);
  const find = ({ path, span }: Pick<Mark, "path" | "span">) =>
    span === null ? whole(path) : place(path, span);
  const ranges = marks.map((mark): TextRange => {
    const { span } = mark;
    const [from, to] = find(mark) ?? [0, 0];
    return { from, to, className: span === null ? "origin whole" : "origin" };
  });
  if (focus === null || focus.side !== side) return ranges;
  const found = find(focus);
  if (found === null) return ranges;
  return [...ranges, { from: found[0], to: found[1], className: "focus-mark", isFocus: true }];
}

function rangeAround(target: SyntheticEvent["target"] | null): Element | null {
  const element = target instanceof Element ? target : null;
  const near = element ?? (target instanceof Node ? target.parentElement : null);
  return near?.closest(`.origin[${RANGE_ATTRIBUTE}]`) ?? null;
}

/** No mark has the number -1. */
function indexOf(element: Element | null): number {
  return Number(element?.getAttribute(RANGE_ATTRIBUTE) ?? -1);
}
