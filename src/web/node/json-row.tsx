// A row of the JSON tree: key, and value on one line; a long text opens below it. Runs in the browser.
import { formatBytes, plural } from "#src/protocol/presentation/format.ts";
import { type BodyContext, useBody } from "./body-context.ts";
import type { Span } from "./mark-address.ts";
import type { Row } from "./json-rows.ts";
import { MarkedText } from "./marked-text.tsx";
import { OriginChips } from "./origin-chips.tsx";
import type { ShownMark } from "./segments.ts";
import { TextBlock } from "./text-block.tsx";
import { base64Size, isBase64 } from "./text-shape.ts";

interface Props {
  readonly row: Row;
  readonly isActive: boolean;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
}

/** Longer strings are opened and closed. */
export const LINE = 100;

export function JsonRow({ row, isActive, onSelect, onToggle }: Props) {
  const { focus } = useBody();
  const canOpen = row.size !== null ? row.size > 0 : isLong(row.value);
  const isFocus = focus !== null && focus.span === null && focus.path === row.path;
  return (
    <div
      id={`row-${row.id}`}
      role="treeitem"
      aria-level={row.level}
      aria-selected={isActive}
      {...(canOpen ? { "aria-expanded": row.isOpen } : {})}
      className={isFocus ? "json-row marked" : "json-row"}
      style={{ paddingLeft: `${(row.level - 1) * 1.1}rem` }}
      onClick={onSelect}
    >
      <span
        className="twisty"
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          onSelect();
          if (canOpen) onToggle();
        }}
      >
        {canOpen ? (row.isOpen ? "▾" : "▸") : ""}
      </span>
      <span className="json-key" onDoubleClick={canOpen ? onToggle : undefined}>
        {row.key === null ? "" : `${row.key}: `}
      </span>
      {row.id === row.path && row.size === null ? <OriginChips path={row.path} /> : null}
      <Value row={row} onToggle={onToggle} />
    </div>
  );
}

function Value({ row, onToggle }: { readonly row: Row; readonly onToggle: () => void }) {
  const context = useBody();
  const { value, size } = row;
  if (size !== null) {
    return (
      <button type="button" tabIndex={-1} className="json-size" onClick={onToggle}>
        {Array.isArray(value) ? `[${plural(size, "item")}]` : `{${plural(size, "key")}}`}
      </button>
    );
  }
  if (typeof value !== "string") return <span className={typeof value}>{String(value)}</span>;
  if (isBase64(value)) {
    return <span className="chip">base64, {formatBytes(base64Size(value))}</span>;
  }
  const { marks, focus } = textMarks(row.path, value, context);
  if (row.isOpen && isLong(value)) {
    return <TextBlock text={value} marks={marks} focus={focus} className="text-block json-text" />;
  }
  const end = Math.min(value.length, LINE);
  return (
    <span className="string">
      “<MarkedText text={value} range={[0, end]} marks={marks} focus={focus} />
      {value.length > LINE ? "…" : ""}”
      {value.length > LINE ? <span className="soft"> {formatBytes(value.length)}</span> : null}
    </span>
  );
}

function isLong(value: unknown): boolean {
  return (
    typeof value === "string" && (value.length > LINE || value.includes("\n")) && !isBase64(value)
  );
}

function textMarks(
  path: string,
  text: string,
  { marks, focus, side }: BodyContext,
): { readonly marks: readonly ShownMark[]; readonly focus: Span | null } {
  const own = marks.flatMap((mark) =>
    mark.path === path && mark.span !== null
      ? [{ mark, start: mark.span[0], end: mark.span[1] }]
      : [],
  );
  if (focus === null || focus.side !== side || focus.path !== path)
    return { marks: own, focus: null };
  return { marks: own, focus: focus.span ?? [0, text.length] };
}
