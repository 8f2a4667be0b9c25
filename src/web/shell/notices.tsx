// Short words about what has just been done or has failed, for a few seconds. Runs in the browser.
import { ApiError } from "#src/web/client/client.ts";
import { createStore } from "#src/web/state/store.ts";

interface Notice {
  readonly id: number;
  readonly kind: "done" | "failed";
  readonly text: string;
  /** What can be done about it. */
  readonly action: NoticeAction | null;
}

export interface NoticeAction {
  readonly label: string;
  readonly onClick: () => void;
}

const SHOWN_MS = { done: 4000, failed: 12_000 } as const;
const notices = createStore<readonly Notice[]>([]);
let nextId = 1;

export function say(
  text: string,
  kind: Notice["kind"] = "done",
  action: NoticeAction | null = null,
): void {
  const id = nextId++;
  notices.set([...notices.get(), { id, kind, text, action }]);
  // Who may want to press something needs the time to get there.
  const shownMs = action === null ? SHOWN_MS[kind] : SHOWN_MS.failed;
  setTimeout(() => forget(id), shownMs);
}

/** An error in its own words, with its hint. */
export function sayError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof ApiError && error.hint !== null ? `; ${error.hint}` : "";
  say(`${message}${hint}`, "failed");
}

export function Notices() {
  const shown = notices.use();
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map(({ id, kind, text, action }) => (
        <p key={id} data-kind={kind}>
          {text}
          {action === null ? null : (
            <button
              type="button"
              onClick={() => {
                forget(id);
                action.onClick();
              }}
            >
              {action.label}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}

function forget(id: number): void {
  notices.set(notices.get().filter((notice) => notice.id !== id));
}
