// A part of a message: what was said or thought, a tool's call, its answer. Runs in the browser.
import { useMemo } from "react";
import { formatBytes } from "#src/protocol/presentation/format.ts";
import { valueAt } from "#src/protocol/json.ts";
import { type BodyContext, useBody } from "./body-context.ts";
import type { Span } from "./mark-address.ts";
import { isWithin } from "./marks.ts";
import type { Part } from "./message-items.ts";
import { OriginChips, chipPath } from "./origin-chips.tsx";
import { placingIn } from "./place-marks.ts";
import type { ShownMark } from "./segments.ts";
import { TextBlock } from "./text-block.tsx";
import { base64Size, isBase64 } from "./text-shape.ts";
import { Thinking } from "./thinking.tsx";

export function MessagePart({ part }: { readonly part: Part }) {
  const context = useBody();
  const { marks, focus, body } = context;
  const { path } = part;
  const shown = useMemo(() => placed(part, context), [part, marks, focus, body]);
  const isFocus =
    focus !== null && path !== undefined && focus.span === null && meets(path, focus.path);
  const inner = <PartText part={part} shown={shown} isWhole={isFocus} />;
  if (part.kind === "thinking") {
    return (
      <Thinking text={part.text} className="part thinking" isOpen={shown.focus !== null || isFocus}>
        {inner}
        <EditButton path={path} />
      </Thinking>
    );
  }
  const chips = chipPath(part, marks);
  return (
    <div className="part" data-kind={part.kind}>
      {part.kind === "text" ? null : (
        <p className="part-head">
          <span aria-hidden="true">
            {part.kind === "call" ? "⚒" : part.kind === "error" ? "✗" : "↩"}
          </span>
          <b>{part.name ?? "tool"}</b> <span className="soft">{WORDS[part.kind]}</span>
          {chips === null ? null : <OriginChips path={chips} />}
        </p>
      )}
      {part.kind === "text" && chips !== null ? <OriginChips path={chips} /> : null}
      {inner}
      <EditButton path={path} />
    </div>
  );
}

const WORDS = { call: "is called", result: "answered", error: "failed", thinking: "" } as const;

interface Shown {
  readonly marks: readonly ShownMark[];
  readonly focus: Span | null;
}

/** Where in the text that is shown the marks and the text of the address lie. */
function placed(part: Part, { marks, focus, body, side }: BodyContext): Shown {
  const { path, text } = part;
  if (path === undefined) return { marks: [], focus: null };
  const own = marks.filter((mark) => mark.span !== null && isWithin(mark.path, path));
  const isFocused = focus !== null && focus.side === side && isWithin(focus.path, path);
  if (own.length === 0 && !isFocused) return { marks: [], focus: null };
  const place = placingIn(text, valueAt(body, path), path);
  return {
    marks: own.flatMap((mark) => {
      const span = mark.span === null ? null : place(mark.path, mark.span);
      return span === null ? [] : [{ mark, start: span[0], end: span[1] }];
    }),
    focus: isFocused && focus.span !== null ? place(focus.path, focus.span) : null,
  };
}

interface TextProps {
  readonly part: Part;
  readonly shown: Shown;
  readonly isWhole: boolean;
}

function PartText({ part, shown, isWhole }: TextProps) {
  if (isBase64(part.text)) {
    return <span className="chip">base64, {formatBytes(base64Size(part.text))}</span>;
  }
  const focus: Span | null = isWhole ? [0, part.text.length] : shown.focus;
  const isCode = part.kind === "call" || /^\s*[[{]/.test(part.text);
  return (
    <TextBlock
      text={part.text}
      marks={shown.marks}
      focus={focus}
      className={isCode ? "text-block mono" : "text-block"}
    />
  );
}

function EditButton({ path }: { readonly path: string | undefined }) {
  const { edit } = useBody();
  if (edit === null || path === undefined) return null;
  return (
    <button
      type="button"
      className="quiet edit-part"
      aria-label="Edit this text"
      title="Edit this text"
      onClick={() => edit(path)}
    >
      ✎
    </button>
  );
}

function meets(path: string, focus: string): boolean {
  return isWithin(path, focus) || isWithin(focus, path);
}
