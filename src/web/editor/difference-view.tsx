// Two versions of a text in one column, what went and what came marked. Runs in the browser.
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { common } from "./code-editor.tsx";

interface Props {
  readonly label: string;
  readonly language: "json" | "text";
  readonly before: string;
  readonly after: string;
}

/** Only what differs is open; the rest is folded around it. */
export function DifferenceView({ label, language, before, after }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: after,
        extensions: [
          ...common(label, { language, value: after.length > before.length ? after : before }),
          EditorState.readOnly.of(true),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
            // A text of megabytes must not hold the page up.
            diffConfig: { scanLimit: 1000, timeout: 300 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, language, before, after]);
  return <div className="code-editor difference" ref={holder} />;
}
