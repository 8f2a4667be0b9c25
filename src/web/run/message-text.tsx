// A text of a message, as it is; a long one in parts that are asked for. Runs in the browser.
import { useState } from "react";

/** Shown at first, and with each wish for more: a text of megabytes must not hold the page up. */
const FIRST = 1500;
const MORE = 30_000;

export function MessageText({ text }: { readonly text: string }) {
  const [shown, setShown] = useState(FIRST);
  // Somewhat more than is shown at first is shown at once: no button for the last line.
  const end = text.length <= shown * 1.2 ? text.length : shown;
  const left = text.length - end;
  return (
    <>
      <div className="message-text">{end === text.length ? text : `${text.slice(0, end)}…`}</div>
      {left === 0 ? null : (
        <button
          type="button"
          className="quiet more"
          onClick={(event) => {
            event.stopPropagation();
            setShown(end + MORE);
          }}
        >
          Show more ({left.toLocaleString("en-US")} characters left)
        </button>
      )}
    </>
  );
}
