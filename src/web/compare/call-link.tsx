// The way from a comparison to a call in one of its runs. Runs in the browser.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";
import { familyOf } from "#src/web/rerun/count-sources.ts";

interface Props {
  readonly side: "a" | "b";
  readonly run: Run;
  readonly runs: readonly Run[];
  /** The place of the subrun that the call is in. */
  readonly subrun: string | null;
  readonly node: NodeSummary | null;
}

export function CallLink({ side, run, runs, subrun, node }: Props) {
  if (node === null) return <span className="call-link none" aria-hidden="true" />;
  return (
    <button
      type="button"
      className="call-link"
      title={`Go to ${node.id} in run ${side}`}
      aria-label={`${node.id} in run ${side}`}
      onClick={() => goToCall(runs, { run, subrun, id: node.id })}
    >
      {node.id}
    </button>
  );
}

/** Opens the call in its own run, or in the subrun that made it. */
export function goToCall(
  runs: readonly Run[],
  { run, subrun, id }: { readonly run: Run; readonly subrun: string | null; readonly id: string },
): void {
  const holder = subrun === null ? undefined : insideAt(runs, run, subrun);
  goTo({ run: (holder ?? run).run_id, node: id, screen: "run" });
}

/** The place of a subrun, seen from the run that is compared. */
export function pathInside(run: Run, inside: Run): string {
  const path = inside.path ?? "";
  return run.path === null ? path : path.slice(run.path.length + 1);
}

function insideAt(runs: readonly Run[], run: Run, subrun: string): Run | undefined {
  return familyOf(runs, run.run_id).find((one) => one !== run && pathInside(run, one) === subrun);
}
