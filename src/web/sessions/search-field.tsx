// The field that searches all sessions. Runs in the browser; what it holds is in the address.
import { useEffect, useRef, useState } from "react";
import { goTo } from "#src/web/state/location.ts";

/** The server is asked when a person stops typing. */
const PAUSE_MS = 200;

export function SearchField({ search }: { readonly search: string }) {
  const [text, setText] = useState(search);
  const sent = useRef(search);
  useEffect(() => {
    // Back and forward bring another text; what was typed here does not come a second time.
    if (search === sent.current) return;
    sent.current = search;
    setText(search);
  }, [search]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      goTo({ search: wanted === "" ? null : wanted }, { replace: true });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      type="search"
      id="search"
      placeholder="Search names, notes, inputs, outputs"
      aria-label="Search sessions"
      aria-keyshortcuts="/"
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={(event) => {
        if (event.key === "ArrowDown" && goIntoList(event.currentTarget)) event.preventDefault();
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (text === "") event.currentTarget.blur();
        else setText("");
      }}
    />
  );
}

/** To what was found: the list's row that Tab leads to, or the first place that matches. */
function goIntoList(field: HTMLElement): boolean {
  const found = field
    .closest(".sessions")
    ?.querySelector<HTMLElement>('[role="row"][tabindex="0"], .matches a');
  found?.focus();
  return found !== null && found !== undefined;
}
