// Short words about what has just been done or has failed, for a few seconds. Runs in the browser.
import { useSyncExternalStore } from "react";
import { ApiError } from "#src/web/client/client.ts";

interface Notice {
  readonly id: number;
  readonly kind: "done" | "failed";
  readonly text: string;
}

const SHOWN_MS = { done: 4000, failed: 12_000 } as const;
let notices: readonly Notice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

export function say(text: string, kind: Notice["kind"] = "done"): void {
  const id = nextId++;
  change([...notices, { id, kind, text }]);
  setTimeout(() => change(notices.filter((notice) => notice.id !== id)), SHOWN_MS[kind]);
}

/** An error in its own words, with its hint. */
export function sayError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof ApiError && error.hint !== null ? ` — ${error.hint}` : "";
  say(`${message}${hint}`, "failed");
}

export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map(({ id, kind, text }) => (
        <p key={id} data-kind={kind}>
          {text}
        </p>
      ))}
    </div>
  );
}

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
