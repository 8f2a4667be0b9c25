// A text of any length: its beginning, what is marked in it, and the rest when it is asked for. Runs in the
// browser.
import { useState } from "react";
import { formatBytes } from "#src/protocol/presentation/format.ts";
import type { Span } from "./mark-address.ts";
import { MarkedText } from "./marked-text.tsx";
import type { ShownMark } from "./segments.ts";
import { around, shownPieces } from "./shown-ranges.ts";
import { foldAt } from "./text-shape.ts";

interface Props {
  readonly text: string;
  readonly marks: readonly ShownMark[];
  readonly focus: Span | null;
  readonly className?: string;
}

/** More than this is not put into the page at once. */
const STEP = 20_000;
/** Marked texts are shown with what stands around them; so many of them. */
const MARGIN = 120;
const MOST_OF_MARK = 400;
const MOST_OF_FOCUS = 4000;
const MOST_MARKS = 8;

export function TextBlock({ text, marks, focus, className }: Props) {
  const [opened, setOpened] = useState<readonly Span[]>([]);
  const head: Span = [0, foldAt(text)];
  const wanted = [
    head,
    ...marks
      .slice(0, MOST_MARKS)
      .map(({ start, end }) => around([start, end], MARGIN, MOST_OF_MARK)),
  ];
  if (focus !== null) wanted.push(around(focus, MARGIN, MOST_OF_FOCUS));
  const pieces = shownPieces(text.length, [...wanted, ...opened]);
  return (
    <div className={className ?? "text-block"}>
      {pieces.map((piece) =>
        piece.kind === "shown" ? (
          <MarkedText
            key={piece.start}
            text={text}
            range={[piece.start, piece.end]}
            marks={marks}
            focus={focus}
          />
        ) : (
          <GapButton
            key={piece.start}
            size={piece.end - piece.start}
            hasMarks={marks.some(({ start, end }) => start < piece.end && end > piece.start)}
            onOpen={() =>
              setOpened([...opened, [piece.start, Math.min(piece.end, piece.start + STEP)]])
            }
          />
        ),
      )}
    </div>
  );
}

interface GapProps {
  readonly size: number;
  readonly hasMarks: boolean;
  readonly onOpen: () => void;
}

function GapButton({ size, hasMarks, onOpen }: GapProps) {
  const isAll = size <= STEP;
  return (
    <button type="button" className={hasMarks ? "gap origin" : "gap"} onClick={onOpen}>
      … {formatBytes(size)} {isAll ? "more" : `more, show ${formatBytes(STEP)}`}
    </button>
  );
}
