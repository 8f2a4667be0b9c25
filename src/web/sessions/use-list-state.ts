// What a person does with the list: which sessions are ticked, unfolded, and about to be deleted. Runs in
// the browser.
import { useMemo, useState } from "react";
import type { SessionOverview } from "#src/protocol/http-api.ts";
import type { Session } from "#src/protocol/session.ts";
import type { ListActions } from "./list-keys.ts";
import { extend, keepListed, NOTHING, toggle } from "./selection.ts";

export function useListState(sessions: readonly SessionOverview[]) {
  const order = useMemo(() => sessions.map(({ session }) => session.session_id), [sessions]);
  const [ticked, setTicked] = useState(NOTHING);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [asked, setAsked] = useState<readonly Session[] | null>(null);
  const selection = useMemo(() => keepListed(ticked, order), [ticked, order]);

  const ask = (ids: ReadonlySet<string> = selection.ids): void => {
    const found = sessions.map(({ session }) => session);
    setAsked(found.filter(({ session_id }) => ids.has(session_id)));
  };
  const actions: ListActions = {
    activate: setActive,
    unfold: (id, isOpen) =>
      setUnfolded((before) => {
        const next = new Set(before);
        if (isOpen) next.add(id);
        else next.delete(id);
        return next;
      }),
    tick: (id, isRange) =>
      setTicked((before) => (isRange ? extend(before, id, order) : toggle(before, id))),
    tickAll: () => setTicked({ ids: new Set(order), anchor: order[0] ?? null }),
    untickAll: () => {
      setTicked(NOTHING);
      return selection.ids.size > 0;
    },
    remove: (id) => ask(selection.ids.size > 0 ? selection.ids : new Set([id])),
  };
  return {
    selection,
    unfolded,
    active,
    /** Sessions that are loaded. */
    count: order.length,
    /** Those that are to be deleted, as soon as a person says yes. */
    asked,
    ask: () => ask(),
    /** The question was answered; these are gone. */
    answer: (deleted: ReadonlySet<string>) => {
      setAsked(null);
      if (deleted.size > 0) setTicked(NOTHING);
    },
    actions,
  };
}
