// Text of any length: as much as one reads, the rest when it is asked for. Runs in the browser.
import { useState } from "react";
import { formatCount } from "#src/protocol/presentation/format.ts";

/** Characters at first, and with each press. */
const FIRST = 1500;
const STEP = 20_000;

export function LongText({ text }: { readonly text: string }) {
  const [shown, setShown] = useState(FIRST);
  if (text.length <= shown) return text;
  return (
    <>
      {text.slice(0, cutAt(text, shown))}
      <button type="button" className="fold" onClick={() => setShown(shown + STEP)}>
        … {formatCount(text.length - shown)} more characters
      </button>
    </>
  );
}

/** Equal text between two differences. */
export function FoldedText({ text }: { readonly text: string }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <LongText text={text} />;
  return (
    <button
      type="button"
      className="fold"
      title="Show the text that is the same"
      onClick={() => setOpen(true)}
    >
      … {formatCount(text.length)} characters the same …
    </button>
  );
}

/** Not in the middle of a character of two units. */
function cutAt(text: string, at: number): number {
  return /[\uD800-\uDBFF]$/.test(text.charAt(at - 1)) ? at - 1 : at;
}
