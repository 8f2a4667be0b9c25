// How far a re-run is against the run that it repeats, and where its answers came from. Runs in the
// browser.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import {
  type SourceCounts,
  countSources,
  familyOf,
  sourceWords,
  totalOf,
} from "./count-sources.ts";
import { useOutlines } from "./use-outlines.ts";

interface Props {
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function RerunFacts({ run, runs }: Props) {
  const isRerun = run.replay !== null;
  const nodes = useNodes(isRerun ? familyOf(runs, run.run_id) : []);
  const isRunning = run.status === "running";
  const parentId = isRunning && isRerun ? run.parent_run_id : null;
  const parentNodes = useNodes(parentId === null ? [] : familyOf(runs, parentId));
  if (!isRerun || nodes === null) return null;
  const counts = countSources(nodes);
  const expected = parentNodes === null ? 0 : totalOf(countSources(parentNodes));
  return (
    <>
      <span className="rerun-facts" role={isRunning ? "status" : undefined}>
        {isRunning && expected > 0 ? `${doneOf(counts)} of ${expected} calls: ` : ""}
        {sourceWords(counts)}
      </span>
      {isRunning ? <Bar counts={counts} expected={expected} /> : null}
    </>
  );
}

/** The calls of all of them; null where there are too many runs, or nothing is known yet. */
function useNodes(family: readonly Run[]): readonly NodeSummary[] | null {
  const outlines = useOutlines(family);
  return outlines === null ? null : outlines.flatMap(({ nodes }) => nodes);
}

function Bar({ counts, expected }: { readonly counts: SourceCounts; readonly expected: number }) {
  const whole = Math.max(expected, totalOf(counts), 1);
  return (
    <div
      className="rerun-bar"
      role="progressbar"
      aria-label="Calls of the re-run"
      aria-valuemin={0}
      aria-valuemax={whole}
      aria-valuenow={doneOf(counts)}
    >
      {(["cache", "edited", "live"] as const).map((source) => (
        <span
          key={source}
          data-source={source}
          style={{ width: `${(counts[source] / whole) * 100}%` }}
        />
      ))}
    </div>
  );
}

function doneOf(counts: SourceCounts): number {
  return totalOf(counts) - counts.running;
}
