// One run: which it is, and one of its projections. Runs in the browser.
import { ComparePane } from "#src/web/compare/compare-pane.tsx";
import type { CurrentRun } from "#src/web/state/current-run.ts";
import { usePlace } from "#src/web/state/location.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { InformationScreen } from "#src/web/information/information-screen.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunStrip } from "./run-strip.tsx";
import { RunViews } from "./run-views.tsx";

export function RunPane({ current }: { readonly current: CurrentRun }) {
  const place = usePlace();
  const { session, run, runs, error, isLoading } = current;
  if (error !== null) return <Problem error={error} />;
  if (isLoading) return <p className="empty">Loading…</p>;
  if (session === null) return <Welcome />;
  if (run === null) {
    return (
      <section className="run" aria-label="Run">
        <p className="empty">Nothing has run in the session “{session.name}” yet.</p>
      </section>
    );
  }
  if (place.screen === "compare") return <ComparePane run={run} runs={runs} />;
  return (
    <section className="run" aria-label="Run">
      <RunHeader session={session} run={run} runs={runs} />
      <RunStrip run={run} runs={runs} />
      {place.screen === "information" ? (
        <InformationScreen session={session} run={run} runs={runs} />
      ) : (
        <RunViews run={run} runs={runs} view={place.view} />
      )}
    </section>
  );
}

function Welcome() {
  return (
    <section className="run welcome" aria-label="Run">
      <div className="empty">
        <h2>Choose a session</h2>
        <p>
          Or record one: put ao in front of a program’s command, and watch its calls appear here.
        </p>
        <pre>ao record agent.ts</pre>
      </div>
    </section>
  );
}
