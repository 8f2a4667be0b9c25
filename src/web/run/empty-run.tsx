// What stands where a run's calls would be: why there are none, and what to do. Runs in the browser.
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";

export function EmptyRun({
  run,
  hasSubruns = false,
}: {
  readonly run: Run;
  readonly hasSubruns?: boolean;
}) {
  if (hasSubruns) {
    return (
      <div className="empty">
        <h2>Its calls are in its subruns</h2>
        <p>Choose one above, or see all of them as a tree.</p>
        <p className="empty-actions">
          <button type="button" onClick={() => goTo({ view: "tree" })}>
            Show the tree
          </button>
        </p>
      </div>
    );
  }
  if (run.status === "running") {
    return (
      <div className="empty">
        <h2>No call yet</h2>
        <p>The program is running. Its calls of models and tools appear here as they are made.</p>
        <WhatItWrote />
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>This run made no call that ao knows</h2>
      <p>
        Calls of models are recognised by path and shape, on any host. A service of your own is
        recorded after you name it:
      </p>
      <pre>{`ao config set calls '[{"pattern":"https://search.internal/*","kind":"tool","label":"search"}]'`}</pre>
      <WhatItWrote />
    </div>
  );
}

function WhatItWrote() {
  return (
    <p className="empty-actions">
      <button type="button" onClick={() => goTo({ screen: "information" })}>
        See what it wrote
      </button>
    </p>
  );
}
