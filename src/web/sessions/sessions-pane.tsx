// What was recorded: search, filters, and the list. Runs in the browser.
import { useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import type { CurrentRun } from "#src/web/state/current-run.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { DeleteSessions } from "./delete-sessions.tsx";
import { countFilters, EVERYTHING, readListWish, writeListWish } from "./list-wish.ts";
import { MatchList, useMatches } from "./match-list.tsx";
import { SearchField } from "./search-field.tsx";
import { SessionFilters } from "./session-filters.tsx";
import { SessionList } from "./session-list.tsx";
import { useListState } from "./use-list-state.ts";
import { useItems, useSessions } from "./use-sessions.ts";

export function SessionsPane({ current }: { readonly current: CurrentRun }) {
  const { writer } = useClient();
  const place = usePlace();
  const search = place.search ?? "";
  const wish = readListWish(place.list);
  const [isMatches, setMatches] = useState(false);
  const { list, sessions } = useSessions(search, wish);
  const state = useListState(sessions);
  const items = useItems(sessions, state.unfolded);
  const showsMatches = isMatches && search !== "" && writer !== null;
  const colours = new Set(sessions.flatMap(({ newest }) => newest?.colour ?? []));
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  return (
    <section className="sessions" aria-label="Sessions">
      <div className="pane-head">
        <SearchField search={search} />
        {showsMatches ? null : <SessionFilters wish={wish} colours={[...colours]} />}
      </div>
      {search === "" || writer === null ? null : (
        <SearchTabs search={search} isMatches={isMatches} onChange={setMatches} />
      )}
      {showsMatches ? (
        <MatchList search={search} />
      ) : (
        <>
          <TickedBar state={state} hasMore={hasNextPage} />
          {list.error === null ? null : <Problem error={list.error} />}
          {list.isSuccess && sessions.length === 0 ? (
            <Nothing search={search} isFiltered={countFilters(wish) > 0} sort={wish.sort} />
          ) : (
            <SessionList
              items={items}
              active={state.active ?? current.session?.session_id ?? null}
              selection={state.selection}
              current={{
                session: current.session?.session_id ?? null,
                run: current.run?.run_id ?? null,
              }}
              canTick={writer !== null}
              actions={state.actions}
              onEnd={() => {
                if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
              }}
            />
          )}
        </>
      )}
      {state.asked === null || writer === null ? null : (
        <DeleteSessions
          sessions={state.asked}
          writer={writer}
          onClose={(deleted) => {
            state.answer(deleted);
            if (deleted.has(current.session?.session_id ?? "")) goTo({ session: null, run: null });
          }}
        />
      )}
    </section>
  );
}

interface TabsProps {
  readonly search: string;
  readonly isMatches: boolean;
  readonly onChange: (isMatches: boolean) => void;
}

function SearchTabs({ search, isMatches, onChange }: TabsProps) {
  const count = useMatches(search).data?.hits.length;
  const matches = count === undefined ? "Matches" : `Matches · ${count === 50 ? "50+" : count}`;
  return (
    <div className="search-tabs" role="tablist" aria-label="Found">
      {[false, true].map((one) => (
        <button
          key={String(one)}
          type="button"
          role="tab"
          aria-selected={one === isMatches}
          onClick={() => onChange(one)}
        >
          {one ? matches : "Sessions"}
        </button>
      ))}
    </div>
  );
}

interface BarProps {
  readonly state: ReturnType<typeof useListState>;
  readonly hasMore: boolean;
}

/** What can be done with those that are ticked. */
function TickedBar({ state, hasMore }: BarProps) {
  const count = state.selection.ids.size;
  if (count === 0) return null;
  const isAll = count === state.count;
  return (
    <div className="ticked" role="toolbar" aria-label="Selected sessions">
      <span role="status">
        {plural(count, "session")} selected
        {isAll && hasMore ? ", all that are loaded" : ""}
      </span>
      <button type="button" className="danger" onClick={() => state.ask()}>
        Delete…
      </button>
      {isAll ? null : (
        <button type="button" onClick={() => state.actions.tickAll()}>
          All
        </button>
      )}
      <button type="button" className="quiet" onClick={() => state.actions.untickAll()}>
        None
      </button>
    </div>
  );
}

interface NothingProps {
  readonly search: string;
  readonly isFiltered: boolean;
  readonly sort: (typeof EVERYTHING)["sort"];
}

function Nothing({ search, isFiltered, sort }: NothingProps) {
  if (isFiltered) {
    return (
      <div className="empty">
        <p>No session {search === "" ? "is like that" : `with “${search}” in it is like that`}.</p>
        <button
          type="button"
          onClick={() => goTo({ list: writeListWish({ ...EVERYTHING, sort }) }, { replace: true })}
        >
          Take the filters away
        </button>
      </div>
    );
  }
  if (search !== "") return <p className="empty">Nothing recorded has “{search}” in it.</p>;
  return (
    <div className="empty">
      <h2>Nothing recorded yet</h2>
      <p>Run a program of yours with ao in front; it appears here while it runs:</p>
      <pre>ao record agent.ts</pre>
    </div>
  );
}
