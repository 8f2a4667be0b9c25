// Changes what people say of a run, and shows the answer at once; other pages hear of it. Runs in the
// browser.
import { useQueryClient } from "@tanstack/react-query";
import type { Run, RunPatch } from "#src/protocol/session.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { keys } from "#src/web/state/queries.ts";

/** Null where nothing can be changed. The function rejects with what the server says. */
export function useRunPatch(run: Run): ((patch: RunPatch) => Promise<void>) | null {
  const { writer } = useClient();
  const cache = useQueryClient();
  if (writer === null) return null;
  return async (patch) => {
    const changed = await writer.patchRun(run.run_id, patch);
    cache.setQueryData<readonly Run[]>(keys.runs(run.session_id), (runs) =>
      runs?.map((one) => (one.run_id === changed.run_id ? changed : one)),
    );
  };
}
