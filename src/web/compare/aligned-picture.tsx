// Two runs as a picture: their calls side by side, a row for those that are the same call, and the data
// edges of each run at its side. Runs in the browser; only what is in sight is drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import type { AlignedCall, RunDiff } from "#src/protocol/diff.ts";
import type { Run } from "#src/protocol/session.ts";
import { keyOf } from "./compare-items.ts";
import { goToCall } from "./call-link.tsx";
import { PictureCard } from "./picture-card.tsx";
import { SideLinesView } from "./side-lines-view.tsx";
import { PICTURE_ROW } from "./side-lines.ts";
import { SIGNS, stateWords } from "./states.ts";
import { useSideLines } from "./use-side-lines.ts";

interface Props {
  readonly diff: RunDiff;
  readonly runs: readonly Run[];
  readonly calls: readonly AlignedCall[];
}

export function AlignedPicture({ diff, runs, calls }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState<number | null>(null);
  const rows = useVirtualizer({
    count: calls.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => PICTURE_ROW,
    overscan: 8,
  });
  const left = useSideLines({ run: diff.a, runs, side: "a", calls });
  const right = useSideLines({ run: diff.b, runs, side: "b", calls });
  const items = rows.getVirtualItems();
  const range = { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0 };
  if (calls.length === 0) return <p className="empty">The calls of the runs do not differ.</p>;
  return (
    <div className="scroll picture" ref={scroller}>
      <div className="picture-body" style={{ height: rows.getTotalSize() }}>
        <SideLinesView side="a" lines={left} range={range} near={near} />
        <SideLinesView side="b" lines={right} range={range} near={near} />
        <div role="list" aria-label="Aligned calls">
          {items.map(({ index, start }) => {
            const call = calls[index];
            return call === undefined ? null : (
              <div
                key={keyOf(call)}
                role="listitem"
                aria-setsize={calls.length}
                aria-posinset={index + 1}
                className="picture-row"
                data-state={call.state}
                style={{ transform: `translateY(${start}px)`, height: PICTURE_ROW }}
                onPointerEnter={() => setNear(index)}
                onPointerLeave={() => setNear(null)}
                onFocus={() => setNear(index)}
                onBlur={() => setNear(null)}
              >
                <Row call={call} diff={diff} runs={runs} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly call: AlignedCall;
  readonly diff: RunDiff;
  readonly runs: readonly Run[];
}

function Row({ call, diff, runs }: RowProps) {
  const { a, b, state, subrun } = call;
  return (
    <>
      <PictureCard
        side="a"
        node={a}
        subrun={subrun}
        onOpen={(id) => goToCall(runs, { run: diff.a, subrun, id })}
      />
      <span className="link" title={stateWords(state)}>
        <span aria-hidden="true">{SIGNS[state]}</span>
        <span className="visually-hidden">{stateWords(state)}</span>
      </span>
      <PictureCard
        side="b"
        node={b}
        subrun={subrun}
        onOpen={(id) => goToCall(runs, { run: diff.b, subrun, id })}
      />
    </>
  );
}
