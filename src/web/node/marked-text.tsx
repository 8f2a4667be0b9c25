// A text whose marked spans are underlined: pointing at one lights its edge and shows what is at the other
// end, a click goes there. Runs in the browser.
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { highlight } from "#src/web/state/highlight.ts";
import { goTo } from "#src/web/state/location.ts";
import type { Span } from "./mark-address.ts";
import { jumpTo } from "./marks.ts";
import { type Segment, type ShownMark, segmentsOf } from "./segments.ts";
import { SourceCard } from "./source-card.tsx";

interface Props {
  readonly text: string;
  readonly range: Span;
  readonly marks: readonly ShownMark[];
  readonly focus: Span | null;
}

/** The part of `text` in `range`. */
export function MarkedText({ text, range, marks, focus }: Props) {
  if (marks.length === 0 && focus === null) return <>{text.slice(range[0], range[1])}</>;
  let isFirstFocus = true;
  return (
    <>
      {segmentsOf(range, marks, focus).map((segment) => {
        const words = text.slice(segment.start, segment.end);
        const isScrolledTo = segment.isFocus && isFirstFocus;
        if (isScrolledTo) isFirstFocus = false;
        const inner =
          segment.marks.length === 0 ? (
            words
          ) : (
            <MarkedSegment segment={segment} isStart={startsHere(segment, range)} words={words} />
          );
        if (!segment.isFocus) return <span key={segment.start}>{inner}</span>;
        return (
          <FocusMark key={`${segment.start} focus`} isScrolledTo={isScrolledTo}>
            {inner}
          </FocusMark>
        );
      })}
    </>
  );
}

/** One stop of the Tab key for each mark, not for each piece of it. */
function startsHere({ marks, start }: Segment, [from]: Span): boolean {
  return marks.some((mark) => mark.start === start) || start === from;
}

interface SegmentProps {
  readonly segment: Segment;
  readonly isStart: boolean;
  readonly words: string;
}

function MarkedSegment({ segment, isStart, words }: SegmentProps) {
  const [place, setPlace] = useState<DOMRect | null>(null);
  const marks = segment.marks.map(({ mark }) => mark);
  const [nearest] = marks;
  // It may be gone while somebody points at it.
  useEffect(() => () => highlight(null), []);
  if (nearest === undefined) return <>{words}</>;
  const show = ({ currentTarget }: SyntheticEvent<HTMLElement>): void => {
    highlight(nearest.edge);
    setPlace(currentTarget.getClientRects()[0] ?? null);
  };
  const hide = (): void => {
    highlight(null);
    setPlace(null);
  };
  const go = (): void => {
    hide();
    goTo(jumpTo(nearest));
  };
  return (
    <>
      <span
        role="link"
        tabIndex={isStart ? 0 : -1}
        className={marks.length > 1 ? "origin several" : "origin"}
        data-edge={nearest.edge}
        aria-description={marks.map(({ other, there }) => `${there.side} of ${other}`).join(", ")}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={() => {
          // Whoever selects words in it does not want to leave.
          if (window.getSelection()?.isCollapsed !== false) go();
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") hide();
          if (event.key !== "Enter") return;
          event.stopPropagation();
          go();
        }}
      >
        {words}
      </span>
      {place === null ? null : <SourceCard marks={marks} beside={place} />}
    </>
  );
}

interface FocusProps {
  readonly isScrolledTo: boolean;
  readonly children: React.ReactNode;
}

function FocusMark({ isScrolledTo, children }: FocusProps) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isScrolledTo) return;
    element.current?.scrollIntoView({ block: "center" });
    // Who came by the keyboard goes on from here.
    element.current?.focus({ preventScroll: true });
  }, [isScrolledTo]);
  return (
    <mark ref={element} className="focus-mark" tabIndex={-1}>
      {children}
    </mark>
  );
}
