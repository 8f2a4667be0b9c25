// Where a searched text stands: names, notes, inputs and outputs, with what stands around it. Runs in the
// browser.
import { useQuery } from "@tanstack/react-query";
import type { SearchHit } from "#src/protocol/http-api.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { addressOf, goTo, type Place, usePlace } from "#src/web/state/location.ts";
import { markedParts } from "./marked-parts.ts";

/** Other programs may have said it since. */
const FRESH_MS = 10_000;

/** The places of a text; nothing is asked for an empty one, or of a file. */
export function useMatches(search: string) {
  const { writer } = useClient();
  return useQuery({
    queryKey: ["search", search],
    queryFn: () => writer?.search(search) ?? { hits: [], complete: true },
    enabled: search !== "" && writer !== null,
    staleTime: FRESH_MS,
    placeholderData: (before) => before,
  });
}

export function MatchList({ search }: { readonly search: string }) {
  const { data, error } = useMatches(search);
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="empty">Searching…</p>;
  if (data.hits.length === 0)
    return <p className="empty">Nothing recorded has “{search}” in it.</p>;
  return (
    <div className="scroll">
      <ul className="matches" aria-label="Matches">
        {data.hits.map((hit, index) => (
          <li key={`${hit.run_id} ${hit.node_id} ${hit.field} ${hit.path} ${index}`}>
            <Match hit={hit} />
          </li>
        ))}
      </ul>
      {data.complete ? null : (
        <p className="empty">There may be more: the time did not suffice to look everywhere.</p>
      )}
    </div>
  );
}

function Match({ hit }: { readonly hit: SearchHit }) {
  const place = placeOf(hit);
  const shown = usePlace();
  const isShown = hit.node_id !== null && shown.run === hit.run_id && shown.node === hit.node_id;
  return (
    <a
      className="match"
      aria-current={isShown ? "true" : undefined}
      href={addressOf(place)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        goTo(place);
      }}
    >
      <span className="where">
        <span className="name">{hit.session_name}</span>
        {hit.node_id === null ? null : <span className="number">{hit.node_id}</span>}
        <span className="field">{hit.edited ? `edited ${hit.field}` : hit.field}</span>
        {hit.path === null ? null : <span className="path">{hit.path}</span>}
      </span>
      <span className="snippet">
        {markedParts(hit.snippet, hit.spans).map(({ text, isMarked, start }) =>
          isMarked ? <mark key={start}>{text}</mark> : <span key={start}>{text}</span>,
        )}
      </span>
    </a>
  );
}

function placeOf({ session_id, run_id, node_id, field }: SearchHit): Partial<Place> {
  return {
    session: session_id,
    run: run_id,
    node: node_id,
    screen: "run",
    ...(field === "input" || field === "output" ? { tab: field } : {}),
  };
}
