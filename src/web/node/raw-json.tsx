// A value as JSON, to read and to copy. Runs in the browser.
import { useMemo, useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import { CodeEditor } from "#src/web/editor/code-editor.tsx";
import type { TextRange } from "#src/web/editor/text-ranges.ts";
import { copyText } from "./copy-text.ts";
import { foldedJson } from "./fold-strings.ts";

interface Props {
  readonly value: unknown;
  readonly label: string;
  /** What is marked in a text, which is JSON of the value that is given with it. */
  readonly rangesOf?: (text: string, shown: unknown) => readonly TextRange[];
}

export function RawJson({ value, label, rangesOf }: Props) {
  const [isWhole, setWhole] = useState(false);
  const folded = useMemo(() => foldedJson(value), [value]);
  const text = isWhole ? (JSON.stringify(value, null, 2) ?? "") : folded.text;
  const ranges = useMemo(() => {
    // What is cut stands in the text as it is shown.
    const shown: unknown = rangesOf === undefined || isWhole ? value : JSON.parse(text);
    return rangesOf?.(text, shown) ?? [];
  }, [rangesOf, text, isWhole, value]);
  return (
    <div className="raw-json">
      <div className="json-tools">
        <span className="soft grow">
          {folded.cut > 0 && !isWhole ? `${plural(folded.cut, "long string")} cut` : ""}
        </span>
        {folded.cut > 0 && !isWhole ? (
          <button type="button" onClick={() => setWhole(true)}>
            Show whole
          </button>
        ) : null}
        <button
          type="button"
          onClick={() => void copyText(JSON.stringify(value, null, 2) ?? "", "The JSON")}
        >
          Copy
        </button>
      </div>
      <CodeEditor label={label} language="json" value={text} ranges={ranges} />
    </div>
  );
}
