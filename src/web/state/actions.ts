// What a key or the palette asks for and another part of the page does: the part says that it can by
// `useAction`, the key asks by `act`. Runs in the browser.
import { useEffect, useRef } from "react";

/**
 * `open`: the selected call's details. `edit`: the selected call. `rerun`, `preview`: the shown run.
 * `diff`: the shown run with its parent. `search`: the field over the sessions.
 */
export type Action = "open" | "edit" | "rerun" | "preview" | "diff" | "search";

const handlers = new Map<Action, (() => void)[]>();

/** The newest handler is asked; the function that it gives takes it back. */
export function onAction(action: Action, handler: () => void): () => void {
  const known = handlers.get(action) ?? [];
  handlers.set(action, [...known, handler]);
  return () => {
    const left = (handlers.get(action) ?? []).filter((one) => one !== handler);
    handlers.set(action, left);
  };
}

/** False where no part of what is shown does it. */
export function act(action: Action): boolean {
  const handler = handlers.get(action)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** {@link onAction} as long as the component is there; null where it cannot at the moment. */
export function useAction(action: Action, handler: (() => void) | null): void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  const isAble = handler !== null;
  useEffect(() => {
    if (!isAble) return undefined;
    return onAction(action, () => newest.current?.());
  }, [action, isAble]);
}
