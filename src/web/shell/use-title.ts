// The window's title: which session is shown, to find it among other tabs. Runs in the browser.
import { useEffect } from "react";
import type { Session } from "#src/protocol/session.ts";

export function useTitle(session: Session | null): void {
  const title = session === null ? "ao" : `${session.name} · ao`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
