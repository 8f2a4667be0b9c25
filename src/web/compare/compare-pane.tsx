// Two runs of a session, call by call: what is the same, what differs, what only one of them has. Runs in
// the browser.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Run } from "#src/protocol/session.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { AlignedPicture } from "./aligned-picture.tsx";
import { type RunPair, choosePair, controlOf } from "./choose-pair.ts";
import { CompareHead } from "./compare-head.tsx";
import { shownCalls } from "./compare-items.ts";
import { CompareList } from "./compare-list.tsx";
import { CompareTotals } from "./compare-totals.tsx";

interface Props {
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function ComparePane({ run, runs }: Props) {
  const { other } = usePlace();
  const pair = choosePair(run, runs, other);
  if (pair !== null) return <Comparison pair={pair} runs={runs} />;
  return (
    <section className="run compare" aria-label="Comparison">
      <div className="empty">
        <h2>Nothing to compare with yet</h2>
        <p>This is the session’s only run. Change something in it, run it again, and compare.</p>
        <button type="button" onClick={() => goTo({ screen: "run" })}>
          Back to the run
        </button>
      </div>
    </section>
  );
}

function Comparison({ pair, runs }: { readonly pair: RunPair; readonly runs: readonly Run[] }) {
  const { a, b } = pair;
  const { only, as } = usePlace();
  const control = controlOf(pair, runs);
  const diff = useQuery({
    ...queries.diff(useClient(), a.run_id, b.run_id, control?.run_id ?? null),
    placeholderData: keepPreviousData,
  });
  const data = diff.data;
  const isRunning = a.status === "running" || b.status === "running";
  return (
    <section className="run compare" aria-label="Comparison" aria-busy={diff.isFetching}>
      <CompareHead pair={pair} runs={runs} control={control} />
      {diff.error === null ? null : <Problem error={diff.error} />}
      {isRunning ? (
        <p className="compare-note" role="status">
          Still running: this compares what is there so far.
        </p>
      ) : null}
      {data === undefined ? (
        diff.error === null && <p className="empty">Comparing…</p>
      ) : (
        <>
          <CompareTotals diff={data} />
          {as === "picture" ? (
            <AlignedPicture
              key={`${data.a.run_id} ${data.b.run_id}`}
              diff={data}
              runs={runs}
              calls={shownCalls(data, only !== null)}
            />
          ) : (
            <CompareList
              key={`${data.a.run_id} ${data.b.run_id}`}
              diff={data}
              runs={runs}
              onlyDifferences={only !== null}
            />
          )}
        </>
      )}
    </section>
  );
}
