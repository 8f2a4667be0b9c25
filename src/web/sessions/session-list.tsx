// The list itself: only the rows that are seen are there, one of them has the focus. Runs in the browser.
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef } from "react";
import { useSettings } from "#src/web/state/settings.ts";
import { ListRow } from "./list-row.tsx";
import { type ListActions, moveByKey } from "./list-keys.ts";
import type { Selection } from "./selection.ts";
import type { Item } from "./use-sessions.ts";

/** Heights in units of the font size, which a person may change. */
const HEIGHTS = { session: 5.3, run: 2.1, note: 2.1 } as const;

interface Props {
  readonly items: readonly Item[];
  /** The row that has the focus, or gets it. */
  readonly active: string | null;
  readonly selection: Selection;
  readonly current: { readonly session: string | null; readonly run: string | null };
  readonly canTick: boolean;
  readonly actions: ListActions;
  readonly onEnd: () => void;
}

export function SessionList(props: Props) {
  const { items, selection, current, canTick, actions, onEnd } = props;
  const { scroller, rows, activeIndex } = useRows(items, props.active);
  const seen = rows.getVirtualItems();
  const isAtEnd = (seen.at(-1)?.index ?? 0) >= items.length - 5;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd, items.length]);

  const focusRow = (index: number): void => {
    const item = items[index];
    if (item === undefined) return;
    actions.activate(item.key);
    rows.scrollToIndex(index);
    // It is drawn by then, as the active one always is.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-row="${item.key}"]`)?.focus();
    });
  };
  return (
    <div className="scroll" ref={scroller}>
      <div
        role="treegrid"
        className="rows"
        aria-label="Sessions"
        aria-rowcount={items.length}
        aria-multiselectable={canTick}
        data-ticking={selection.ids.size > 0 ? "true" : undefined}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={(event) => moveByKey(event, { items, activeIndex, focusRow, actions })}
      >
        {seen.map(({ index, start, size }) => {
          const item = items[index];
          return item === undefined ? null : (
            <ListRow
              key={item.key}
              item={item}
              index={index}
              style={{ transform: `translateY(${start}px)`, height: size }}
              isActive={index === activeIndex}
              isCurrent={isCurrent(item, current)}
              isTicked={selection.ids.has(item.key)}
              canTick={canTick}
              actions={actions}
            />
          );
        })}
      </div>
    </div>
  );
}

function useRows(items: readonly Item[], active: string | null) {
  const { fontSize } = useSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const activeIndex = Math.max(
    items.findIndex(({ key }) => key === active),
    0,
  );
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => Math.round(HEIGHTS[items[index]?.kind ?? "session"] * fontSize),
    getItemKey: (index) => items[index]?.key ?? index,
    // The row with the focus stays when it is scrolled away, or the focus would be lost.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = new Set([...defaultRangeExtractor(range), activeIndex]);
        return [...shown].filter((index) => index < range.count).sort((a, b) => a - b);
      },
      [activeIndex],
    ),
    overscan: 8,
  });
  return { scroller, rows, activeIndex };
}

function isCurrent(item: Item, { session, run }: Props["current"]): boolean {
  return item.key === (item.kind === "run" ? run : session);
}
