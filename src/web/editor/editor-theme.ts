// The page's colours in CodeMirror. Runs in the browser.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = EditorView.theme({
  "&": {
    color: "var(--text)",
    backgroundColor: "var(--ground)",
    height: "100%",
    fontSize: "0.88em",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)" },
  ".cm-gutters": {
    color: "var(--soft)",
    backgroundColor: "var(--raised)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-ground) !important",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--mark)" },
});

const highlights = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--llm)" },
  { tag: tags.string, color: "var(--good)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--tool)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

export const editorTheme = [colours, syntaxHighlighting(highlights)];
