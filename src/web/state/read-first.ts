// What the address names, asked for before anything is drawn: the page then stands at once, and is not
// drawn four times as one answer after the other comes in. Runs in the browser.
import type { QueryClient } from "@tanstack/react-query";
import { newestRun } from "#src/protocol/presentation/session-runs.ts";
import type { Client } from "#src/web/client/client.ts";
import { queries } from "./queries.ts";

/** Nobody looks at an empty page for longer, in milliseconds. */
const PATIENCE_MS = 150;

/** What an address names; null where it names none. */
interface Named {
  readonly session: string | null;
  readonly run: string | null;
}

/** Never rejects: what cannot be read is asked for again, and told, where it is to be shown. */
export function readFirst(client: Client, cache: QueryClient, place: Named): Promise<void> {
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([readShown(client, cache, place).catch(() => {}), tooLate]);
}

/** The session, its runs, and the calls of the run that will be shown. */
async function readShown(client: Client, cache: QueryClient, place: Named): Promise<void> {
  const { session, run } = place;
  const named = run === null ? null : await cache.fetchQuery(queries.run(client, run));
  const reference = session ?? named?.session_id ?? null;
  if (reference === null) return;
  const { session_id: sessionId } = await cache.fetchQuery(queries.session(client, reference));
  const runs = await cache.fetchQuery(queries.runs(client, sessionId));
  const shown = named?.run_id ?? newestRun(runs)?.run_id;
  if (shown !== undefined) await cache.fetchQuery(queries.outline(client, shown));
}
