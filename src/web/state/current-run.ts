// Which session and run the address means. Runs in the browser.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { newestRun } from "#src/protocol/presentation/session-runs.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import { useClient } from "./client-context.ts";
import { goTo, stayWithRun, usePlace } from "./location.ts";
import { queries } from "./queries.ts";

export interface CurrentRun {
  readonly session: Session | null;
  readonly run: Run | null;
  /** All of the session, oldest first, subruns among them. */
  readonly runs: readonly Run[];
  readonly error: Error | null;
  /** True while nothing can be said yet. */
  readonly isLoading: boolean;
}

/** The named run, or the newest of the named session that is no control run. */
export function useCurrentRun(): CurrentRun {
  const client = useClient();
  const place = usePlace();
  const cache = useQueryClient();
  const named = useQuery({
    ...queries.run(client, place.run ?? ""),
    enabled: place.run !== null,
    // Without it the page would be taken down for a moment at each step to another run.
    placeholderData: () => listedRun(cache, place.run),
  });
  const reference = place.session ?? named.data?.session_id ?? null;
  const session = useQuery({
    ...queries.session(client, reference ?? ""),
    enabled: reference !== null,
  });
  const sessionId = session.data?.session_id ?? null;
  const runs = useQuery({ ...queries.runs(client, sessionId ?? ""), enabled: sessionId !== null });
  const known = runs.data ?? [];
  const wanted = named.data?.run_id;
  const run =
    place.run === null
      ? (newestRun(known) ?? null)
      : (known.find(({ run_id }) => run_id === wanted) ?? null);

  // What was deleted is not shown any more.
  const isGone = place.run !== null && runs.isSuccess && wanted !== undefined && run === null;
  useEffect(() => {
    if (isGone) goTo({ run: null }, { replace: true });
  }, [isGone]);

  // Whoever reads a call goes on reading it, also when the session has a newer run.
  const readRun = place.node === null ? undefined : run?.run_id;
  useEffect(() => {
    if (readRun !== undefined) stayWithRun(readRun);
  }, [readRun]);

  const wish = place.session ?? place.run;
  return {
    session: session.data ?? null,
    run,
    runs: known,
    error: named.error ?? session.error ?? runs.error,
    isLoading: wish !== null && (session.isLoading || runs.isLoading || named.isLoading),
  };
}

/** A run that stands in a list that was read. */
function listedRun(cache: QueryClient, runId: string | null): Run | undefined {
  const lists = cache.getQueriesData<readonly Run[]>({ queryKey: ["runs"] });
  return lists.flatMap(([, runs]) => runs ?? []).find(({ run_id }) => run_id === runId);
}
