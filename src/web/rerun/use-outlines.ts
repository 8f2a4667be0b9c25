// The outlines of a run and of all that is inside of it. Runs in the browser.
import { useQueries } from "@tanstack/react-query";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";

/** More than these are not read for a line of facts, or for lines beside a list. */
const MOST_RUNS = 24;

/** Null where there are too many, none, or one is not there yet. */
export function useOutlines(family: readonly Run[]): readonly RunOutline[] | null {
  const client = useClient();
  const isSmall = family.length > 0 && family.length <= MOST_RUNS;
  return useQueries({
    queries: isSmall ? family.map(({ run_id: id }) => queries.outline(client, id)) : [],
    combine: allOf,
  });
}

/** One for all, so that its answer stays the same object as long as nothing changes. */
function allOf(
  outlines: readonly { readonly data: RunOutline | undefined }[],
): readonly RunOutline[] | null {
  const known = outlines.flatMap(({ data }) => data ?? []);
  return known.length === outlines.length && known.length > 0 ? known : null;
}
