// Marked parts of a text in CodeMirror; whoever made them knows each by its number. Runs in the browser.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

export interface TextRange {
  readonly from: number;
  readonly to: number;
  readonly className: string;
  /** What one is looking for. */
  readonly isFocus?: boolean;
}

/** On the elements of a range: its index among those that were shown. */
export const RANGE_ATTRIBUTE = "data-range";

const setRanges = StateEffect.define<DecorationSet>();

export const rangeField: StateField<DecorationSet> = StateField.define({
  create: () => Decoration.none,
  update: (known, transaction) => {
    const set = transaction.effects.find((effect) => effect.is(setRanges));
    return set?.value ?? known.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Takes the place of those shown before. Goes to the one that has the focus. */
export function showRanges(view: EditorView, ranges: readonly TextRange[]): void {
  const { length } = view.state.doc;
  const marks = ranges.flatMap(({ from, to, className }, index) => {
    const attributes = { [RANGE_ATTRIBUTE]: String(index) };
    const end = Math.min(to, length);
    return from >= end ? [] : [Decoration.mark({ class: className, attributes }).range(from, end)];
  });
  const focus = ranges.find(({ isFocus, from }) => isFocus === true && from < length);
  const effects: StateEffect<unknown>[] = [setRanges.of(Decoration.set(marks, true))];
  if (focus === undefined) return view.dispatch({ effects });
  effects.push(EditorView.scrollIntoView(focus.from, { y: "center" }));
  view.dispatch({ effects, selection: { anchor: focus.from } });
}
