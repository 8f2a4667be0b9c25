// The projections of a run; all show the same selection. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, Suspense, useMemo } from "react";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { GraphView } from "#src/web/graph/graph-view.tsx";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { type View, VIEWS, goTo, usePlace } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { EmptyRun } from "./empty-run.tsx";
import { MessagesView } from "./messages-view.tsx";
import { rootOf } from "./run-family.ts";
import { TimelineView } from "./timeline-view.tsx";
import { TreeView } from "./tree-view.tsx";

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
  return (
    <div className="run-views">
      <ViewSwitch view={view} />
      {outline.error === null ? null : <Problem error={outline.error} />}
      {outline.data === undefined && view !== "tree" ? (
        <p className="empty">{outline.error === null ? "Loading…" : ""}</p>
      ) : (
        <Projection run={run} runs={runs} view={view} outline={outline.data} />
      )}
    </div>
  );
}

function ViewSwitch({ view }: { readonly view: View }) {
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length;
    goTo({ view: VIEWS[next] ?? view });
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div className="view-switch" role="tablist" aria-label="Projection" onKeyDown={press}>
      {VIEWS.map((one, index) => (
        <button
          key={one}
          type="button"
          role="tab"
          aria-selected={one === view}
          tabIndex={one === view ? 0 : -1}
          title={`Key ${index + 1}`}
          onClick={() => goTo({ view: one })}
        >
          {TITLES[one]}
        </button>
      ))}
    </div>
  );
}

/** The tree is the whole program's, whichever of its subruns is shown; the others are the run's. */
function Projection(props: Props & { readonly outline: RunOutline | undefined }) {
  const { run, runs, view, outline } = props;
  const { node } = usePlace();
  const inside = useMemo(
    () => runs.filter(({ subrun_of }) => subrun_of === run.run_id),
    [runs, run.run_id],
  );
  const hasInside = inside.length > 0;
  if (view === "tree") {
    const root = rootOf(run, runs);
    if (outline?.nodes.length === 0 && !hasInside && root === run) return <EmptyRun run={run} />;
    return <TreeView key={root.run_id} run={run} runs={runs} node={node} />;
  }
  if (outline === undefined) return null;
  if (outline.nodes.length === 0 && !(view !== "messages" && hasInside)) {
    return <EmptyRun run={run} hasSubruns={hasInside} />;
  }
  if (view === "timeline") {
    return <TimelineView key={run.run_id} outline={outline} runs={runs} node={node} />;
  }
  if (view === "messages") return <MessagesView key={run.run_id} outline={outline} node={node} />;
  return (
    <Suspense>
      <GraphView key={run.run_id} outline={outline} subruns={inside} />
    </Suspense>
  );
}
