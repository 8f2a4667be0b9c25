// The program as a tree, its subruns as groups; only what is in sight is drawn. Runs in the browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";
import { callKey } from "./tree-items.ts";
import { treeKey } from "./tree-keys.ts";
import { TreeRowView } from "./tree-row.tsx";
import type { TreeRow } from "./tree-rows.ts";
import { useTreeRows } from "./use-tree-rows.ts";

const ROW_HEIGHT = 44;

interface Props {
  readonly run: Run;
  readonly runs: readonly Run[];
  readonly node: string | null;
}

export function TreeView({ run, runs, node }: Props) {
  const { rows, setOpen } = useTreeRows({ run, runs, node });
  const selected = node === null ? null : callKey(run.run_id, node);
  return (
    <div className="tree-panel" role="tabpanel" aria-label="Tree">
      <TreeList rows={rows} selected={selected} shown={run} setOpen={setOpen} />
    </div>
  );
}

interface ListProps {
  readonly rows: readonly TreeRow[];
  readonly selected: string | null;
  /** The run that the page shows. */
  readonly shown: Run;
  readonly setOpen: (key: string, isOpen: boolean) => void;
}

function TreeList({ rows, selected, shown, setOpen }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const show = (index: number): void => list.scrollToIndex(index);
  const { activeIndex, pick, toggle, press } = useTreeMoves({
    rows,
    selected,
    shown,
    setOpen,
    show,
  });
  return (
    <div
      ref={scroller}
      className="tree scroll"
      role="tree"
      aria-label="Calls of the program"
      tabIndex={0}
      aria-activedescendant={activeIndex === -1 ? undefined : rowId(activeIndex)}
      onKeyDown={press}
    >
      <div className="rows" role="presentation" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div
              key={row.key}
              className="row"
              role="presentation"
              style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
            >
              <TreeRowView
                row={row}
                id={rowId(index)}
                isSelected={row.key === selected}
                isActive={index === activeIndex}
                onPick={pick}
                onToggle={toggle}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The row that the keys are at, and what keys and clicks do. */
function useTreeMoves(props: ListProps & { readonly show: (index: number) => void }) {
  const { rows, selected, shown, setOpen, show } = props;
  const [active, setActive] = useState<string | null>(selected);
  const activeIndex = rows.findIndex(({ key }) => key === (active ?? selected));
  useSelectionInSight({ rows, selected, onChange: setActive, show });

  const toggle = (row: TreeRow): void => {
    if (row.kind === "item" && row.isOpen !== null) setOpen(row.key, !row.isOpen);
  };
  const pick = (row: TreeRow): void => {
    setActive(row.key);
    if (row.kind === "item" && row.item.kind === "call") select(row, shown, false);
    else toggle(row);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeKey(event.key, activeIndex, rows);
    if (move === null) return;
    event.preventDefault();
    const row = move.kind === "move" ? rows[move.index] : move.row;
    if (row === undefined) return;
    if (move.kind === "toggle") return toggle(row);
    setActive(row.key);
    show(move.index);
    select(row, shown, true);
  };
  return { activeIndex, pick, toggle, press };
}

/** A choice made elsewhere is scrolled to; what merely opens or arrives moves nothing. */
function useSelectionInSight(props: {
  readonly rows: readonly TreeRow[];
  readonly selected: string | null;
  readonly onChange: (key: string) => void;
  readonly show: (index: number) => void;
}): void {
  const { rows, selected, onChange, show } = props;
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (selected === seen.current) return;
    const index = rows.findIndex(({ key }) => key === selected);
    if (selected !== null && index === -1) return;
    seen.current = selected;
    if (selected === null) return;
    onChange(selected);
    show(index);
  });
}

/** A step with the keys is no place to go back to. */
function select(row: TreeRow, shown: Run, replace: boolean): void {
  if (row.kind !== "item" || row.item.kind !== "call") return;
  const isElsewhere = row.run.run_id !== shown.run_id;
  goTo({ ...(isElsewhere ? { run: row.run.run_id } : {}), node: row.item.call.id }, { replace });
}

function rowId(index: number): string {
  return `tree-row-${index}`;
}
