// Starts a re-run and goes to it, from a button, a key or the palette. Runs in the browser.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { RerunRequest } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { sayError } from "#src/web/shell/notices.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo, stayWithRun } from "#src/web/state/location.ts";
import { keys } from "#src/web/state/queries.ts";
import { awaitEnd, closePreview, getReruns, setStarting } from "#src/web/state/rerun-dialog.ts";

type Start = (run: Run, options?: RerunRequest) => Promise<void>;

/** What goes wrong is said in words; the page then stays where it is. */
export function useRerun(): Start {
  const client = useClient();
  const cache = useQueryClient();
  return useCallback(
    async (run, options = {}) => {
      if (client.writer === null || getReruns().startingId !== null) return;
      setStarting(run.run_id);
      // Back leads to it.
      stayWithRun(run.run_id);
      try {
        const { run_id, session_id } = await client.writer.rerun(run.run_id, options);
        const started = await client.findRun(run_id);
        // The page must not come before the delta that tells of the run: it would find none there.
        cache.setQueryData<readonly Run[]>(keys.runs(session_id), (known) =>
          known === undefined || known.some((one) => one.run_id === run_id)
            ? known
            : [...known, started],
        );
        cache.setQueryData(keys.run(run_id), started);
        awaitEnd(run_id);
        closePreview();
        goTo({ session: session_id, run: run_id, screen: "run" });
      } catch (error) {
        sayError(error);
      } finally {
        setStarting(null);
      }
    },
    [client, cache],
  );
}
