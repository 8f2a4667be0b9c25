// The session's runs, parents and what-ifs, to switch between; and the subruns of the one that is
// shown. Runs in the browser.
import type { Run } from "#src/protocol/session.ts";
import { wholeRuns } from "#src/web/state/current-run.ts";
import { goTo } from "#src/web/state/location.ts";

interface Strip {
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function RunStrip({ run, runs }: Strip) {
  const whole = wholeRuns(runs);
  const root = rootOf(run, runs);
  const inside = runs.filter((one) => one.subrun_of !== null && rootOf(one, runs) === root);
  if (whole.length < 2 && inside.length === 0) return null;
  return (
    <div className="strips">
      {whole.length < 2 ? null : (
        <nav aria-label="Runs" className="strip">
          {whole.map((one, index) => (
            <RunButton
              key={one.run_id}
              run={one}
              text={titleOf(one, index, whole)}
              isCurrent={one === root}
            />
          ))}
        </nav>
      )}
      {inside.length === 0 ? null : (
        <nav aria-label="Subruns" className="strip">
          <RunButton run={root} text="program" isCurrent={run === root} />
          {inside.map((one) => (
            <RunButton
              key={one.run_id}
              run={one}
              text={one.path ?? one.run_id}
              isCurrent={one === run}
            />
          ))}
        </nav>
      )}
    </div>
  );
}

/** `3 ⤷ 1`: the third run, a re-run of the first. */
function titleOf(run: Run, index: number, whole: readonly Run[]): string {
  const parent = whole.findIndex(({ run_id }) => run_id === run.parent_run_id);
  const number = parent === -1 ? `${index + 1}` : `${index + 1} ⤷ ${parent + 1}`;
  return run.label === null ? number : `${number} ${run.label}`;
}

function RunButton(props: {
  readonly run: Run;
  readonly text: string;
  readonly isCurrent: boolean;
}) {
  const { run, text, isCurrent } = props;
  return (
    <button
      type="button"
      aria-current={isCurrent ? "page" : undefined}
      data-status={run.status}
      title={`${run.status}, ${new Date(run.started_at).toLocaleString()}`}
      onClick={() => goTo({ run: run.run_id })}
    >
      {run.colour === null ? null : <span className="colour" style={{ background: run.colour }} />}
      {text}
    </button>
  );
}

/** The run of the whole program that holds this one. */
export function rootOf(run: Run, runs: readonly Run[]): Run {
  const container = runs.find(({ run_id }) => run_id === run.subrun_of);
  return container === undefined ? run : rootOf(container, runs);
}
