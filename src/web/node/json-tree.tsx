// A JSON value as a tree, of which only the rows in sight are in the page. Arrow keys move, open and close;
// `c` copies the value, `p` its path. Runs in the browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useBody } from "./body-context.ts";
import { copyText } from "./copy-text.ts";
import { type Row, firstOpen, rowsOf, wayTo } from "./json-rows.ts";
import { JsonRow } from "./json-row.tsx";
import { moveInTree } from "./tree-keys.ts";

const ROW_HEIGHT = 22;

export function JsonTree({ value, label }: { readonly value: unknown; readonly label: string }) {
  const { focus, marks } = useBody();
  const [open, setOpen] = useState(() => firstOpen(value, pathsOf(focus, marks)));
  const [active, setActive] = useState(focus?.path ?? "");
  const rows = useMemo(() => rowsOf(value, open), [value, open]);
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === active),
  );
  const toggle = (id: string, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  };

  useEffect(() => {
    if (focus === null) return;
    setOpen((known) => new Set([...known, ...wayTo(value, focus.path)]));
    setActive(focus.path);
  }, [focus, value]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!pressKey(event.key, { row, rows, at, toggle, setActive })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const row = rows[at];
  return (
    <div className="json-tree">
      {row === undefined ? null : <TreeTools row={row} />}
      <TreeRows
        rows={rows}
        at={at}
        label={label}
        onKeyDown={onKeyDown}
        onSelect={setActive}
        onToggle={(one) => toggle(one.id, !one.isOpen)}
      />
    </div>
  );
}

interface RowsProps {
  readonly rows: readonly Row[];
  /** The active one, which is kept in sight. */
  readonly at: number;
  readonly label: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSelect: (id: string) => void;
  readonly onToggle: (row: Row) => void;
}

function TreeRows({ rows, at, label, onKeyDown, onSelect, onToggle }: RowsProps) {
  const holder = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => holder.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 20,
  });
  useEffect(() => {
    virtualizer.scrollToIndex(at, { align: "auto" });
  }, [at, virtualizer]);
  return (
    <div
      ref={holder}
      className="json-rows"
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`row-${rows[at]?.id ?? ""}`}
      onKeyDown={onKeyDown}
    >
      <div className="json-height" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="json-place"
              style={{ top: start }}
            >
              <JsonRow
                row={row}
                isActive={index === at}
                onSelect={() => onSelect(row.id)}
                onToggle={() => onToggle(row)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Keys {
  readonly row: Row;
  readonly rows: readonly Row[];
  readonly at: number;
  toggle(id: string, isOpen: boolean): void;
  setActive(id: string): void;
}

/** False for a key that means nothing here. */
function pressKey(key: string, { row, rows, at, toggle, setActive }: Keys): boolean {
  if (key === "c") void copyText(asText(row.value), "The value");
  else if (key === "p") void copyText(row.path, "The path");
  else {
    const move = moveInTree(key, rows, at);
    if (move === null) return false;
    if (move.kind === "go") setActive(move.id);
    else toggle(row.id, move.isOpen);
  }
  return true;
}

function TreeTools({ row }: { readonly row: Row }) {
  return (
    <div className="json-tools">
      <code title={row.path}>{row.path === "" ? "(all)" : row.path}</code>
      <button type="button" title="Key p" onClick={() => void copyText(row.path, "The path")}>
        Copy path
      </button>
      <button
        type="button"
        title="Key c"
        onClick={() => void copyText(asText(row.value), "The value")}
      >
        Copy value
      </button>
    </div>
  );
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}

/** Too many would open everything. */
const MOST_WAYS = 50;

function pathsOf(
  focus: { readonly path: string } | null,
  marks: readonly { readonly path: string }[],
): string[] {
  const paths = marks.slice(0, MOST_WAYS).map(({ path }) => path);
  return focus === null ? paths : [focus.path, ...paths];
}
