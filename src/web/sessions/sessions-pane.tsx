// What was recorded, newest first. Runs in the browser.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useClient } from "#src/web/state/client-context.ts";
import { keys } from "#src/web/state/queries.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { SessionRow } from "./session-row.tsx";

const ROW_HEIGHT = 62;

export function SessionsPane() {
  const client = useClient();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const list = useInfiniteQuery({
    queryKey: keys.sessions(search),
    queryFn: ({ pageParam }) => client.listSessions({ search, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
  const sessions = list.data?.pages.flatMap((page) => page.sessions) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const items = rows.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? 0) >= sessions.length - 5;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (isAtEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isAtEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <section className="sessions" aria-label="Sessions">
      <div className="pane-head">
        <input
          type="search"
          id="search"
          placeholder="Search names, notes, inputs, outputs"
          aria-label="Search sessions"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {list.error === null ? null : <Problem error={list.error} />}
      {list.isSuccess && sessions.length === 0 ? <Nothing search={search} /> : null}
      <div className="scroll" ref={scroller}>
        <div role="list" className="rows" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const overview = sessions[index];
            return overview === undefined ? null : (
              <div
                key={overview.session.session_id}
                role="listitem"
                className="row"
                style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
              >
                <SessionRow overview={overview} />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function Nothing({ search }: { readonly search: string }) {
  if (search !== "") return <p className="empty">Nothing recorded has “{search}” in it.</p>;
  return (
    <div className="empty">
      <h2>Nothing recorded yet</h2>
      <p>Run a program of yours with ao in front; it appears here while it runs:</p>
      <pre>ao record agent.ts</pre>
    </div>
  );
}
