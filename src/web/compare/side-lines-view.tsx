// The data edges of one run at its side of the picture. Runs in the browser.
import { MOST_LANES, PICTURE_ROW, type SideLine, linesInSight } from "./side-lines.ts";

interface Props {
  readonly side: "a" | "b";
  readonly lines: readonly SideLine[];
  /** The rows that are drawn. */
  readonly range: { readonly first: number; readonly last: number };
  /** The row whose lines are lit. */
  readonly near: number | null;
}

const LANE = 8;
const WIDTH = MOST_LANES * LANE + 14;

export function SideLinesView({ side, lines, range, near }: Props) {
  const shown = linesInSight(lines, range);
  const top = range.first * PICTURE_ROW;
  const height = (range.last - range.first + 1) * PICTURE_ROW;
  return (
    <svg
      className="side-lines"
      data-side={side}
      aria-hidden="true"
      width={WIDTH}
      height={height}
      viewBox={`0 ${top} ${WIDTH} ${height}`}
      style={{ top }}
    >
      {shown.map((line) => {
        const isNear = line.from === near || line.to === near;
        const path = pathOf(line, side);
        return (
          <g key={line.key} className={isNear ? "near" : undefined}>
            <path className={line.isControl ? "control" : undefined} d={path.line} />
            <path className="head" d={path.head} />
          </g>
        );
      })}
    </svg>
  );
}

/** Out of the source's lower half, down its lane, into the target's upper half. */
function pathOf({ from, to, lane }: SideLine, side: "a" | "b"): { line: string; head: string } {
  const x = (distance: number): number => (side === "a" ? WIDTH - distance : distance);
  const start = (from + 0.66) * PICTURE_ROW;
  const end = (to + 0.34) * PICTURE_ROW;
  const out = 12 + lane * LANE;
  const bend = Math.min(8, Math.abs(end - start) / 2) * Math.sign(end - start);
  const line = [
    `M ${x(0)} ${start}`,
    `L ${x(out - 6)} ${start}`,
    `Q ${x(out)} ${start} ${x(out)} ${start + bend}`,
    `L ${x(out)} ${end - bend}`,
    `Q ${x(out)} ${end} ${x(out - 6)} ${end}`,
    `L ${x(4)} ${end}`,
  ].join(" ");
  return { line, head: `M ${x(0)} ${end} L ${x(6)} ${end - 3.5} L ${x(6)} ${end + 3.5} Z` };
}
