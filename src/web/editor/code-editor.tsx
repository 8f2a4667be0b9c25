// CodeMirror as a component: reads or edits a text, JSON or plain. Runs in the browser.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { editorTheme } from "./editor-theme.ts";
import { type TextRange, rangeField, showRanges } from "./text-ranges.ts";

interface Props {
  readonly label: string;
  readonly language: "json" | "text";
  /** What is shown at first; a new one takes the place of what stands there. */
  readonly value: string;
  /** None: it is only read. */
  readonly onChange?: (value: string) => void;
  /** Ctrl or Cmd and Enter. */
  readonly onSubmit?: () => void;
  readonly autoFocus?: boolean;
  /** Marked in the text; the first with `isFocus` is scrolled to. */
  readonly ranges?: readonly TextRange[];
}

export function CodeEditor(props: Props) {
  const { label, language, value, autoFocus, ranges } = props;
  const isReadOnly = props.onChange === undefined;
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const handlers = useRef(props);
  handlers.current = props;

  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return;
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: value,
        extensions: [
          // Before the keys of every editor, which have a new line there.
          keymap.of([
            {
              key: "Mod-Enter",
              run: () => {
                handlers.current.onSubmit?.();
                return handlers.current.onSubmit !== undefined;
              },
            },
          ]),
          ...common(label, { language, value }),
          EditorState.readOnly.of(isReadOnly),
          rangeField,
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) handlers.current.onChange?.(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    if (autoFocus) editor.focus();
    return () => {
      view.current = null;
      editor.destroy();
    };
    // Made once; what changes is put into it below.
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    if (view.current !== null && ranges !== undefined) showRanges(view.current, ranges);
  }, [value, ranges]);

  return <div className="code-editor" ref={holder} />;
}

/** What every editor of the page has. */
export function common(
  label: string,
  { language, value }: Pick<Props, "language" | "value">,
): Extension[] {
  return [
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.cspNonce.of(styleNonce()),
    history(),
    // Tab goes to the next control, as everywhere; Ctrl+] indents.
    keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap]),
    lineNumbers(),
    ...(hasEndlessLine(value)
      ? []
      : [
          EditorView.lineWrapping,
          foldGutter(),
          bracketMatching(),
          ...(language === "json" ? [json()] : []),
        ]),
    editorTheme,
  ];
}

/** Longer lines are neither wrapped nor coloured: breaking one of 10 MB takes seconds. */
const LONGEST_LINE = 200_000;

function hasEndlessLine(text: string): boolean {
  let start = 0;
  while (text.length - start > LONGEST_LINE) {
    const end = text.indexOf("\n", start);
    if (end === -1 || end - start > LONGEST_LINE) return true;
    start = end + 1;
  }
  return false;
}

/** Lets the style sheet through that CodeMirror makes. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
}
