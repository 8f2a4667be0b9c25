// Sessions for the palette: the newest, or those that have what is typed in them. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { SessionOverview } from "#src/protocol/http-api.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { keys } from "#src/web/state/queries.ts";
import { bestOf } from "./match.ts";

/** The server is asked when a person stops typing. */
const PAUSE_MS = 150;

/** Those whose names fit come first. */
export function usePaletteSessions(search: string): readonly SessionOverview[] {
  const client = useClient();
  const [asked, setAsked] = useState(search);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(search), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  const { data } = useQuery({
    queryKey: [...keys.sessions(asked), "palette"],
    queryFn: () => client.listSessions({ search: asked, cursor: null }),
    placeholderData: (before) => before,
  });
  const sessions = data?.sessions ?? [];
  const named = bestOf(sessions, search, ({ session }) => session.name, sessions.length);
  return search === "" ? sessions : [...new Set([...named, ...sessions])];
}
