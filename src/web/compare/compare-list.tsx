// The calls of two runs as a list, with what differs under each. Runs in the browser; only what is in
// sight is drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import type { RunDiff } from "#src/protocol/diff.ts";
import type { Run } from "#src/protocol/session.ts";
import { CallRow } from "./call-row.tsx";
import { ChangeView } from "./change-view.tsx";
import { type Item, compareItems, lineWords } from "./compare-items.ts";

interface Props {
  readonly diff: RunDiff;
  readonly runs: readonly Run[];
  readonly onlyDifferences: boolean;
}

const ROW_HEIGHT = 34;

export function CompareList({ diff, runs, onlyDifferences }: Props) {
  const items = useMemo(() => compareItems(diff, onlyDifferences), [diff, onlyDifferences]);
  // Those that a person folded; what changed is open at first.
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
  });
  const toggle = (key: string): void => {
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  };
  if (items.length === 0) return <p className="empty">{emptyWords(diff)}</p>;
  return (
    <div className="scroll compare-list" ref={scroller}>
      <div className="call-line heading" aria-hidden="true">
        <span />
        <span>State</span>
        <span>a</span>
        <span>b</span>
        <span>Call</span>
        <span>Tokens</span>
        <span>Cost</span>
        <span>Time</span>
      </div>
      <div role="list" className="rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          return item === undefined ? null : (
            <div
              key={key}
              role="listitem"
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="row"
              data-index={index}
              ref={rows.measureElement}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ItemView
                item={item}
                diff={diff}
                runs={runs}
                isFolded={folded.has(item.key)}
                onToggle={() => toggle(item.key)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function ItemView(props: {
  readonly item: Item;
  readonly diff: RunDiff;
  readonly runs: readonly Run[];
  readonly isFolded: boolean;
  readonly onToggle: () => void;
}) {
  const { item, diff, runs, isFolded, onToggle } = props;
  switch (item.type) {
    case "call":
      return (
        <CallRow call={item.call} diff={diff} runs={runs} isOpen={!isFolded} onToggle={onToggle} />
      );
    case "heading":
      return <h2 className="output-heading">{item.text}</h2>;
    case "line":
      return (
        <div className="output-line">
          <ChangeView change={item.change} title={lineWords(item.change)} />
        </div>
      );
  }
}

function emptyWords({ calls }: RunDiff): string {
  return calls.length === 0
    ? "Neither run made a call."
    : "The runs do not differ: every call is the same, and so is what the programs wrote.";
}
