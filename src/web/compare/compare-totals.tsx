// The sums of a comparison, and how it is shown. Runs in the browser.
import { describeDeltas } from "#src/protocol/presentation/describe-deltas.ts";
import { formatCount } from "#src/protocol/presentation/format.ts";
import type { RunDiff } from "#src/protocol/diff.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { STATES, SIGNS, stateWords } from "./states.ts";

export function CompareTotals({ diff }: { readonly diff: RunDiff }) {
  const { only, as } = usePlace();
  const deltas = describeDeltas(diff.deltas);
  const { truncated } = diff.program_output;
  const wrote = diff.program_output.stdout.length + diff.program_output.stderr.length;
  return (
    <div className="compare-totals">
      <ul aria-label="Calls">
        {STATES.map((state) => (
          <li key={state} data-state={state} data-none={countOf(diff, state) === 0 || undefined}>
            <span aria-hidden="true">{SIGNS[state]}</span> {formatCount(countOf(diff, state))}{" "}
            {stateWords(state)}
          </li>
        ))}
      </ul>
      <p className="facts">
        <span>{deltas === "" ? "tokens, cost and time alike" : `b − a: ${deltas}`}</span>
        {wrote === 0 ? null : <span>the program wrote something else</span>}
        {truncated.a || truncated.b ? (
          <span title="Only the first megabyte of what a program writes is kept">
            what {whoOf(truncated)} wrote is kept in part only
          </span>
        ) : null}
      </p>
      <div className="compare-ways">
        <label className="check">
          <input
            type="checkbox"
            role="switch"
            checked={only !== null}
            onChange={({ target }) =>
              goTo({ only: target.checked ? "differences" : null }, { replace: true })
            }
          />
          Only differences
        </label>
        <div className="two-way" role="group" aria-label="Shown as">
          <button type="button" aria-pressed={as === null} onClick={() => goTo({ as: null })}>
            List
          </button>
          <button
            type="button"
            aria-pressed={as === "picture"}
            onClick={() => goTo({ as: "picture" })}
          >
            Graph
          </button>
        </div>
      </div>
    </div>
  );
}

function countOf({ counts }: RunDiff, state: (typeof STATES)[number]): number {
  return {
    same: counts.same,
    changed: counts.changed,
    "only-a": counts.only_a,
    "only-b": counts.only_b,
  }[state];
}

function whoOf({ a, b }: RunDiff["program_output"]["truncated"]): string {
  return a && b ? "both" : a ? "a" : "b";
}
