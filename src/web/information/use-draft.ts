// A text that is being changed: saved when the person pauses or leaves it, kept where that fails. What
// others change shows as long as nobody writes here. Runs in the browser.
import { useEffect, useRef, useState } from "react";

export type SaveState = "saved" | "changed" | "saving" | "failed";

export interface Draft {
  readonly text: string;
  readonly state: SaveState;
  readonly error: string | null;
  readonly change: (text: string) => void;
  readonly saveNow: () => void;
  readonly discard: () => void;
}

interface Wish {
  readonly saved: string;
  readonly save: (text: string) => Promise<void>;
  /** Milliseconds without a key after which it is saved; null: only when it is left. */
  readonly pause: number | null;
}

export function useDraft({ saved, save, pause }: Wish): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const [state, setState] = useState<SaveState>("saved");
  const [error, setError] = useState<string | null>(null);
  const timer = useRef(0);
  const latest = useRef<string | null>(null);

  const put = (text: string | null): void => {
    latest.current = text;
    setDraft(text);
  };
  const finish = (text: string): void => {
    setState("saved");
    setError(null);
    // What was written in the meantime stays.
    if (latest.current === text) put(null);
  };
  const saveNow = (): void => {
    clearTimeout(timer.current);
    const text = latest.current;
    if (text === null) return;
    if (text === saved) return finish(text);
    setState("saving");
    save(text).then(
      () => finish(text),
      (reason: unknown) => {
        setState("failed");
        setError(reason instanceof Error ? reason.message : String(reason));
      },
    );
  };
  const saveLatest = useRef(saveNow);
  useEffect(() => {
    saveLatest.current = saveNow;
  });
  // Who goes elsewhere meanwhile loses nothing.
  useEffect(() => () => saveLatest.current(), []);
  return {
    text: draft ?? saved,
    state,
    error,
    change: (text) => {
      put(text);
      setState("changed");
      clearTimeout(timer.current);
      if (pause !== null) timer.current = window.setTimeout(() => saveLatest.current(), pause);
    },
    saveNow,
    discard: () => {
      clearTimeout(timer.current);
      put(null);
      setState("saved");
      setError(null);
    },
  };
}
