// A run with the figures of the calls that have come so far. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Run } from "#src/protocol/session.ts";
import { useClient } from "./client-context.ts";
import { countCalls } from "./count-calls.ts";
import { queries } from "./queries.ts";

/** For a run that is shown: its calls are read anyway. */
export function useCountedRun(run: Run): Run {
  const { data } = useQuery(queries.outline(useClient(), run.run_id));
  return useMemo(() => (data === undefined ? run : countCalls(run, data)), [run, data]);
}
