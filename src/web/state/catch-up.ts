// What happens while something is being read: the answer may be from before it, and must not hide it. Runs
// in the browser.
import type { QueryClient, QueryKey } from "@tanstack/react-query";

export interface CatchUp {
  /** Does it again, for each that is being read, when that has been read. */
  readonly after: (key: QueryKey, change: () => void) => void;
  /** Has them read anew, also those that are being read for the first time. */
  readonly invalidate: (key: QueryKey) => void;
  readonly stop: () => void;
}

export function catchUp(cache: QueryClient): CatchUp {
  const queries = cache.getQueryCache();
  const waiting = new Map<string, (() => void)[]>();
  const wait = (hash: string, change: () => void): void => {
    waiting.set(hash, [...(waiting.get(hash) ?? []), change]);
  };
  const stop = queries.subscribe((event) => {
    if (event.type !== "updated") return;
    const { action, query } = event;
    // What is put into the cache by hand was not read.
    const isRead = action.type === "error" || (action.type === "success" && !action.manual);
    if (!isRead) return;
    const changes = waiting.get(query.queryHash) ?? [];
    waiting.delete(query.queryHash);
    if (action.type === "success") for (const change of changes) change();
  });
  return {
    after: (queryKey, change) => {
      for (const { queryHash } of queries.findAll({ queryKey, fetchStatus: "fetching" })) {
        wait(queryHash, change);
      }
    },
    invalidate: (queryKey) => {
      // The cache begins a second reading anew, but not a first one.
      for (const query of queries.findAll({ queryKey, fetchStatus: "fetching" })) {
        if (query.state.data !== undefined) continue;
        wait(query.queryHash, () => void cache.invalidateQueries({ queryKey: query.queryKey }));
      }
      void cache.invalidateQueries({ queryKey });
    },
    stop,
  };
}
