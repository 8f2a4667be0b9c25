// One value that differs: the words of a text, or what stood there and what stands there now. Recorded
// text is shown as text. Runs in the browser.
import { useMemo } from "react";
import type { JsonChange } from "#src/protocol/diff.ts";
import { foldWords, hasCommon } from "./fold-words.ts";
import { FoldedText, LongText } from "./long-text.tsx";

interface Props {
  readonly change: JsonChange;
  /** Which side, or which line. */
  readonly title: string;
  readonly path?: string;
}

export function ChangeView({ change, title, path }: Props) {
  return (
    <div className="change" data-kind={change.kind}>
      <p className="change-path">
        <span className="side">{title}</span>
        {path === undefined ? null : <code>{path}</code>}
        {change.kind === "changed" ? null : <span className="kind">{change.kind}</span>}
      </p>
      {change.words !== undefined && hasCommon(change.words) ? (
        <WordsView words={change.words} />
      ) : (
        <ValuesView change={change} />
      )}
    </div>
  );
}

function WordsView({ words }: { readonly words: NonNullable<JsonChange["words"]> }) {
  const pieces = useMemo(() => foldWords(words), [words]);
  return (
    <p className="change-text">
      {pieces.map(({ kind, text }, index) => {
        // The pieces of one change never move.
        const key = `${index}`;
        if (kind === "folded") return <FoldedText key={key} text={text} />;
        if (kind === "same") return <LongText key={key} text={text} />;
        return kind === "removed" ? (
          <del key={key}>
            <LongText text={text} />
          </del>
        ) : (
          <ins key={key}>
            <LongText text={text} />
          </ins>
        );
      })}
    </p>
  );
}

function ValuesView({ change }: { readonly change: JsonChange }) {
  const old = useMemo(() => asText(change.old), [change.old]);
  const now = useMemo(() => asText(change.new), [change.new]);
  return (
    <div className="change-values">
      {change.kind === "added" ? null : (
        <pre>
          <del>
            <LongText text={old} />
          </del>
        </pre>
      )}
      {change.kind === "removed" ? null : (
        <pre>
          <ins>
            <LongText text={now} />
          </ins>
        </pre>
      )}
    </div>
  );
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
