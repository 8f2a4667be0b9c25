// Lines of a program's output; only those in sight are drawn, and the last ones stay in sight where they
// were. Runs in the browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useRef } from "react";
import { useEndFollowing } from "#src/web/shell/use-end-following.ts";
import type { OutputLine, Piece } from "./output-lines.ts";

const LINE_HEIGHT = 20;
const NAMED = /^[a-z-]+$/;

interface Props {
  readonly lines: readonly OutputLine[];
  /** More may come: the end is shown; else one reads from the start. */
  readonly isGoingOn: boolean;
}

export function OutputText({ lines, isGoingOn }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const height = list.getTotalSize();
  useEndFollowing(scroller, { isGrowing: isGoingOn, startsAtEnd: isGoingOn });
  return (
    <div
      ref={scroller}
      className="output-text"
      role="log"
      aria-live="off"
      aria-label="What the program wrote"
      tabIndex={0}
    >
      <div className="rows" style={{ height }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <div
              key={index}
              ref={list.measureElement}
              data-index={index}
              className="row"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line line={line} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const Line = memo(function Line({ line }: { readonly line: OutputLine }) {
  return (
    <div className="output-line" data-stream={line.stream}>
      {line.stream === "stderr" ? <span className="visually-hidden">stderr: </span> : null}
      {line.pieces.map((piece, index) => (
        <span key={index} className={classOf(piece)} style={styleOf(piece)}>
          {piece.text}
        </span>
      ))}
    </div>
  );
});

/** Undefined for a piece without anything to it. */
function classOf({ colour, ground, decorations }: Piece): string | undefined {
  const names = [
    colour !== null && NAMED.test(colour) ? `ansi-${colour}` : "",
    ground !== null && NAMED.test(ground) ? `ansi-on-${ground}` : "",
    ...decorations.map((decoration) => `ansi-${decoration}`),
  ].filter((name) => name !== "");
  return names.length === 0 ? undefined : names.join(" ");
}

function styleOf({ colour, ground }: Piece) {
  return {
    ...(colour === null || NAMED.test(colour) ? {} : { color: colour }),
    ...(ground === null || NAMED.test(ground) ? {} : { background: ground }),
  };
}
