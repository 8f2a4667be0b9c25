// The projections of a run; all show the same selection. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import type { Run } from "#src/protocol/session.ts";
import { GraphView } from "#src/web/graph/graph-view.tsx";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { type View, VIEWS, goTo } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";

const TITLES: Readonly<Record<View, string>> = {
  graph: "Graph",
  tree: "Tree",
  timeline: "Timeline",
  messages: "Messages",
};

interface Props {
  readonly run: Run;
  readonly runs: readonly Run[];
  readonly view: View;
}

export function RunViews({ run, runs, view }: Props) {
  const outline = useQuery(queries.outline(useClient(), run.run_id));
  const inside = useMemo(
    () => runs.filter((one) => one.subrun_of === run.run_id),
    [runs, run.run_id],
  );
  return (
    <div className="run-views">
      <div className="view-switch" role="tablist" aria-label="Projection">
        {VIEWS.map((one, index) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === view}
            title={`Key ${index + 1}`}
            onClick={() => goTo({ view: one })}
          >
            {TITLES[one]}
          </button>
        ))}
      </div>
      {outline.error === null ? null : <Problem error={outline.error} />}
      {outline.data === undefined ? (
        <p className="empty">Loading…</p>
      ) : outline.data.nodes.length + inside.length === 0 ? (
        <p className="empty">{emptyText(run)}</p>
      ) : (
        <Suspense>
          <GraphView outline={outline.data} subruns={inside} />
        </Suspense>
      )}
    </div>
  );
}

function emptyText({ status }: Run): string {
  return status === "running"
    ? "No call yet. They appear here as they are made."
    : "This run made no call that ao knows.";
}
