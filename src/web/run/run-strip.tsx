// The session's runs as a family, parents and what-ifs, to switch between; and the subruns of the one
// that is shown. Runs in the browser.
import { useEffect, useRef } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import type { Run } from "#src/protocol/session.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { goTo } from "#src/web/state/location.ts";
import { type FamilyMember, rootOf, runFamily } from "./run-family.ts";

interface Strip {
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function RunStrip({ run, runs }: Strip) {
  const family = runFamily(runs);
  const root = rootOf(run, runs);
  const inside = runs.filter((one) => one.subrun_of !== null && rootOf(one, runs) === root);
  if (family.length < 2 && inside.length === 0) return null;
  return (
    <div className="strips">
      {family.length < 2 ? null : (
        <nav aria-label="Runs" className="strip family">
          {family.map((member) => (
            <FamilyButton
              key={member.run.run_id}
              member={member}
              isCurrent={member.run.run_id === root.run_id}
            />
          ))}
        </nav>
      )}
      {inside.length === 0 ? null : (
        <nav aria-label="Subruns" className="strip subruns">
          <SubrunButton run={root} text="program" isCurrent={run === root} />
          {inside.map((one) => (
            <SubrunButton
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

/** `3 ⤷ 1 colder answer`: the third run, a re-run of the first. */
function FamilyButton(props: { readonly member: FamilyMember; readonly isCurrent: boolean }) {
  const { run, number, parent, depth, isControl } = props.member;
  const button = useInSight(props.isCurrent);
  const facts = [
    // Of one that goes on the header tells.
    run.status === "running" ? "" : plural(run.nodes, "call"),
    run.replay === null || run.replay.edits.length === 0
      ? ""
      : `✎ ${run.replay.edits.map(({ node_id }) => node_id).join(" ")}`,
  ].filter((fact) => fact !== "");
  return (
    <button
      ref={button}
      type="button"
      aria-current={props.isCurrent ? "page" : undefined}
      data-depth={Math.min(depth, 3)}
      data-control={isControl ? "true" : undefined}
      title={titleOf(props.member)}
      onClick={() => goTo({ run: run.run_id })}
    >
      <StatusMark status={run.status} />
      {run.colour === null ? null : <span className="colour" style={{ background: run.colour }} />}
      <span className="run-number">
        {number}
        {parent === null ? "" : ` ⤷ ${parent}`}
      </span>
      <span className="run-label">{run.label ?? (parent === null ? "recorded" : "re-run")}</span>
      {run.result === null ? null : (
        <span className="result" data-result={run.result}>
          {run.result}
        </span>
      )}
      <span className="run-facts">{facts.join(" · ")}</span>
    </button>
  );
}

function titleOf({ run, parent, isControl }: FamilyMember): string {
  const what = isControl
    ? "Control run: the same again, live and without edits"
    : parent === null
      ? "Recorded"
      : `Re-run of run ${parent}`;
  return `${what}, ${run.status}, ${new Date(run.started_at).toLocaleString()}`;
}

function SubrunButton(props: {
  readonly run: Run;
  readonly text: string;
  readonly isCurrent: boolean;
}) {
  const { run, text, isCurrent } = props;
  const button = useInSight(isCurrent);
  return (
    <button
      ref={button}
      type="button"
      aria-current={isCurrent ? "page" : undefined}
      title={`${run.status}, ${plural(run.nodes, "call")}`}
      onClick={() => goTo({ run: run.run_id })}
    >
      {run.status === "finished" ? null : <StatusMark status={run.status} />}
      {run.colour === null ? null : <span className="colour" style={{ background: run.colour }} />}
      {text}
      {run.result === null ? null : (
        <span className="result" data-result={run.result}>
          {run.result === "failed" ? "✗" : "✓"}
          <span className="visually-hidden"> {run.result}</span>
        </span>
      )}
    </button>
  );
}

/** The one that is shown is in sight also in a long strip. */
function useInSight(isCurrent: boolean) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isCurrent]);
  return element;
}
