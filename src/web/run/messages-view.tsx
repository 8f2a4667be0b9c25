// The run as a conversation: the calls in reading order, each with what is new in it; what is in sight
// is read. Runs in the browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { useEndFollowing } from "#src/web/shell/use-end-following.ts";
import { type Turn, conversation } from "./conversation.ts";
import { TurnView } from "./turn-view.tsx";

const TURN_HEIGHT = 190;

interface Props {
  readonly outline: RunOutline;
  readonly node: string | null;
}

export function MessagesView({ outline, node }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const turns = useMemo(() => conversation(outline), [outline]);
  const list = useVirtualizer({
    count: turns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => TURN_HEIGHT,
    getItemKey: (index) => turns[index]?.call.id ?? index,
    overscan: 3,
  });
  useEndFollowing(scroller, {
    isGrowing: outline.run.status === "running",
    startsAtEnd: false,
  });
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const index = turns.findIndex((turn) => holds(turn, node));
    if (node === shown.current || (node !== null && index === -1)) return;
    shown.current = node;
    if (index !== -1 && !isInSight(scroller.current, index)) {
      list.scrollToIndex(index, { align: "start" });
    }
  }, [node, turns, list]);

  return (
    <div className="conversation" role="tabpanel" aria-label="Messages">
      <div className="scroll" ref={scroller} tabIndex={0} role="region" aria-label="Conversation">
        <div className="rows" role="presentation" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, start, key }) => {
            const turn = turns[index];
            return turn === undefined ? null : (
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                className="row"
                role="presentation"
                style={{ transform: `translateY(${start}px)` }}
              >
                <TurnView runId={outline.run.run_id} turn={turn} node={node} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function holds({ call, tools }: Turn, node: string | null): boolean {
  return call.id === node || tools.some(({ id }) => id === node);
}

/** Part of it is enough: what one clicks on does not move. */
function isInSight(scroller: HTMLElement | null, index: number): boolean {
  const element = scroller?.querySelector(`[data-index="${index}"]`);
  if (scroller === null || element === null || element === undefined) return false;
  const frame = scroller.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return box.top < frame.bottom - 40 && box.bottom > frame.top + 40;
}
