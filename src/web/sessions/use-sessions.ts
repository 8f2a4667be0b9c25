// The sessions that the address asks for, page by page, and the runs of those that are unfolded. Runs in
// the browser.
import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { SessionOverview } from "#src/protocol/http-api.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { keys, queries } from "#src/web/state/queries.ts";
import { type FamilyMember, familiesOf } from "./family.ts";
import { type ListWish, toFilter } from "./list-wish.ts";

/** A row of the list. */
export type Item =
  | {
      readonly kind: "session";
      readonly key: string;
      readonly overview: SessionOverview;
      readonly isOpen: boolean;
    }
  | { readonly kind: "run"; readonly key: string; readonly member: FamilyMember }
  | { readonly kind: "note"; readonly key: string; readonly text: string };

export function useSessions(search: string, wish: ListWish) {
  const client = useClient();
  const list = useInfiniteQuery({
    queryKey: [...keys.sessions(search), toFilter(wish)],
    queryFn: ({ pageParam }) =>
      client.listSessions({ search, cursor: pageParam, filter: toFilter(wish) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
  const { data } = list;
  const sessions = useMemo(() => data?.pages.flatMap((page) => page.sessions) ?? [], [data]);
  return { list, sessions };
}

/** The sessions, each unfolded one followed by its runs. */
export function useItems(
  sessions: readonly SessionOverview[],
  unfolded: ReadonlySet<string>,
): Item[] {
  const client = useClient();
  const open = sessions.filter(({ session }) => unfolded.has(session.session_id));
  const answers = useQueries({
    queries: open.map(({ session }) => queries.runs(client, session.session_id)),
  });
  const answerOf = new Map(open.map(({ session }, index) => [session.session_id, answers[index]]));
  return sessions.flatMap((overview): Item[] => {
    const id = overview.session.session_id;
    const answer = answerOf.get(id);
    const head: Item = { kind: "session", key: id, overview, isOpen: answer !== undefined };
    if (answer === undefined) return [head];
    if (answer.error) return [head, { kind: "note", key: `${id} !`, text: answer.error.message }];
    if (answer.data === undefined)
      return [head, { kind: "note", key: `${id} …`, text: "Loading…" }];
    const runs = familiesOf(answer.data).map((member): Item => ({
      kind: "run",
      key: member.run.run_id,
      member,
    }));
    return [head, ...runs];
  });
}
