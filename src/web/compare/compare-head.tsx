// Which two runs are compared, to choose others. Runs in the browser.
import { subrunsInside, wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";
import { type RunPair, hasRunningControl } from "./choose-pair.ts";
import { ControlButton } from "./control-button.tsx";
import { runTitle } from "./run-title.ts";

interface Props {
  readonly pair: RunPair;
  readonly runs: readonly Run[];
  readonly control: Run | null;
}

export function CompareHead({ pair, runs, control }: Props) {
  const { a, b } = pair;
  return (
    <header className="compare-head">
      <div className="compare-title">
        <h1>Compare</h1>
        <button type="button" onClick={() => goTo({ run: b.run_id, screen: "run" })}>
          Back to run b
        </button>
        {hasRunningControl(pair, runs) ? (
          <span className="compare-note" role="status">
            The control is running…
          </span>
        ) : control === null && a.status !== "running" ? (
          <ControlButton run={a} />
        ) : null}
      </div>
      <div className="compare-choice">
        <RunSelect
          side="a"
          run={a}
          runs={runs}
          onChange={(next) => choose(next === b ? { a: b, b: a } : { a: next, b })}
        />
        <button
          type="button"
          className="swap"
          aria-label="Swap the runs"
          title="Swap the runs"
          onClick={() => choose({ a: b, b: a })}
        >
          ⇄
        </button>
        <RunSelect
          side="b"
          run={b}
          runs={runs}
          onChange={(next) => choose(next === a ? { a: b, b: a } : { a, b: next })}
        />
      </div>
      {control === null ? null : (
        <p className="compare-note">
          Told apart with a control: {runTitle(control, runs)}. It is a run without the edits, so
          what differs there, too, varies by itself.
        </p>
      )}
    </header>
  );
}

function choose({ a, b }: RunPair): void {
  goTo({ run: b.run_id, other: a.run_id, screen: "compare" });
}

function RunSelect(props: {
  readonly side: "a" | "b";
  readonly run: Run;
  readonly runs: readonly Run[];
  readonly onChange: (run: Run) => void;
}) {
  const { side, run, runs, onChange } = props;
  return (
    <label className="run-select" data-side={side}>
      <span className="side">{side}</span>
      <select
        aria-label={`Run ${side}`}
        value={run.run_id}
        onChange={({ target }) => {
          const next = runs.find(({ run_id }) => run_id === target.value);
          if (next !== undefined) onChange(next);
        }}
      >
        {wholeRuns(runs).flatMap((whole) =>
          [whole, ...subrunsInside(runs, whole.run_id).map((inside) => inside.run)].map((one) => (
            <option key={one.run_id} value={one.run_id}>
              {runTitle(one, runs)}
            </option>
          )),
        )}
      </select>
    </label>
  );
}
