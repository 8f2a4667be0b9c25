// One run of a session that is unfolded, under the run that it is a re-run of. Runs in the browser.
import { formatCost, formatDuration, plural } from "#src/protocol/presentation/format.ts";
import type { Run } from "#src/protocol/session.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { addressOf, goTo } from "#src/web/state/location.ts";
import type { FamilyMember } from "./family.ts";
import { Colour, RunMarks } from "./session-row.tsx";

/** Deeper what-ifs stand no further right: the pane is narrow. */
const DEEPEST = 6;

export function RunRow({ member }: { readonly member: FamilyMember }) {
  const { run, depth, number } = member;
  return (
    <span className="cell" role="gridcell">
      <a
        className="run-link"
        tabIndex={-1}
        style={{ paddingLeft: `${2.1 + Math.min(depth, DEEPEST) * 1.1}rem` }}
        href={addressOf(placeOf(run))}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          openRun(run);
        }}
      >
        {depth === 0 ? null : (
          <span className="branch" aria-hidden="true">
            ⤷
          </span>
        )}
        <StatusMark status={run.status} />
        <Colour run={run} />
        <span className="name">{`${nameOf(member)} ${number}`}</span>
        <RunMarks run={run} />
        <span className="facts" title={factsOf(run).join(" · ")}>
          {factsOf(run).join(" · ")}
        </span>
      </a>
    </span>
  );
}

export function openRun(run: Run): void {
  goTo(placeOf(run));
}

function placeOf(run: Run) {
  return { session: run.session_id, run: run.run_id, screen: "run" } as const;
}

/** A run with edits asks what if; a re-run without them is only one more. */
function nameOf({ run, depth }: FamilyMember): string {
  if (depth === 0) return "Run";
  return (run.replay?.edits.length ?? 0) > 0 ? "What-if" : "Re-run";
}

function factsOf({ replay, nodes, cost_usd, duration_ms }: Run): string[] {
  const edits = replay?.edits.length ?? 0;
  return [
    edits === 0 ? "" : plural(edits, "edit"),
    plural(nodes, "call"),
    cost_usd === null ? "" : formatCost(cost_usd),
    duration_ms === null ? "" : formatDuration(duration_ms),
  ].filter((text) => text !== "");
}
