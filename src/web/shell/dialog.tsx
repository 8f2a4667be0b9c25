// What lies over the page until it is closed: the browser's own dialog, which keeps the focus in it.
// Runs in the browser.
import { type ReactNode, useLayoutEffect, useRef } from "react";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** Open as long as it is there; Escape closes it. */
export function Dialog({ title, onClose, children, wide }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const closed = useRef(false);
  // Before the next key: what is typed on after the key that opened it is meant for it.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    dialog.showModal();
    // Else the browser takes the first control, which is the one that closes.
    dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    // Gives the focus back.
    return () => dialog.close();
  }, []);
  // Not by the browser, which closes first and tells later: a key in between would meet a dialog that is
  // neither open nor gone.
  const close = (): void => {
    if (closed.current) return;
    closed.current = true;
    onClose();
  };
  return (
    <dialog
      ref={element}
      className={wide ? "dialog wide" : "dialog"}
      aria-label={title}
      onClose={close}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === element.current) close();
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="quiet" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
