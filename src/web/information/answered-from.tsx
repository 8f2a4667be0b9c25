// Where a run's answers came from: the rule, the edits that were in force, and how many calls each.
// Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { plural } from "#src/protocol/presentation/format.ts";
import type { MatchRule } from "#src/protocol/replay.ts";
import type { Run } from "#src/protocol/session.ts";
import { runFamily } from "#src/web/run/run-family.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";

interface Props {
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function AnsweredFrom({ run, runs }: Props) {
  const { replay } = run;
  if (replay === null) return "live: every call went out";
  const parent = runFamily(runs).find((member) => member.run.run_id === replay.run_id);
  return (
    <div className="answered">
      <p>
        from{" "}
        <button type="button" className="link" onClick={() => goTo({ run: replay.run_id })}>
          {parent === undefined ? replay.run_id : `run ${parent.number}`}
          {parent?.run.label ? ` (${parent.run.label})` : ""}
        </button>
        , {ruleText(replay.match)}
      </p>
      <p>
        <Counts runId={run.run_id} />
      </p>
      {replay.edits.length === 0 ? (
        <p>without edits</p>
      ) : (
        <p>
          with {plural(replay.edits.length, "edit")} in force:{" "}
          {replay.edits.map(({ node_id, side }) => (
            <button
              key={node_id}
              type="button"
              className="badge edited"
              title={`The call in run ${parent?.number ?? replay.run_id}`}
              onClick={() => goTo({ run: replay.run_id, node: node_id, screen: "run", tab: side })}
            >
              {node_id} {side}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

function Counts({ runId }: { readonly runId: string }) {
  const outline = useQuery(queries.outline(useClient(), runId));
  const calls = (outline.data?.nodes ?? []).filter(({ inferred }) => !inferred);
  const counts = (["cache", "edited", "live"] as const)
    .map((source) => ({ source, count: calls.filter((call) => call.source === source).length }))
    .filter(({ count }) => count > 0)
    .map(({ source, count }) => `${count} ${source === "cache" ? "from the cache" : source}`);
  return counts.join(", ");
}

function ruleText({ mode, ignore }: MatchRule): string {
  switch (mode) {
    case "exact":
      return "for the same requests";
    case "ignore-system":
      return "for requests that are the same but for system prompts";
    case "ignore-paths":
      return `for requests that are the same but for ${ignore.join(", ")}`;
    case "position":
      return "by position: the nth call is the nth recorded one";
  }
}
