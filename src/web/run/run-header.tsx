// Which run this is, how it ended, what it took. Runs in the browser.
import {
  formatAge,
  formatCommand,
  formatCost,
  formatDuration,
  formatTokens,
  plural,
} from "#src/protocol/presentation/format.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import { RunActions } from "#src/web/rerun/run-actions.tsx";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { useCountedRun } from "#src/web/state/counted-run.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";
import { useNow } from "#src/web/state/now.ts";

interface Props {
  readonly session: Session;
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function RunHeader({ session, run, runs }: Props) {
  const now = useNow();
  const counted = useCountedRun(run);
  const { screen } = usePlace();
  const detail = run.signal ?? (run.exit_code ? `exit ${run.exit_code}` : "");
  return (
    <header className="run-header">
      <div className="header-buttons">
        <button
          type="button"
          aria-pressed={screen === "information"}
          onClick={() => goTo({ screen: screen === "information" ? "run" : "information" })}
        >
          Information
        </button>
      </div>
      <h1>
        {session.name}
        {run.path === null ? null : <span className="path"> › {run.path}</span>}
        <span className="id">{run.run_id}</span>
      </h1>
      <p className="facts">
        <StatusMark status={run.status} text /> {detail}
        {factsOf(counted).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        <time dateTime={run.started_at} title={new Date(run.started_at).toLocaleString()}>
          {formatAge(run.started_at, now)}
        </time>
      </p>
      <p className="command" title={run.command.cwd}>
        {formatCommand([run.command.script, ...run.command.args])}
      </p>
      <RunActions session={session} run={run} runs={runs} />
    </header>
  );
}

function factsOf(run: Run): string[] {
  return [
    plural(run.nodes, "call"),
    run.duration_ms === null ? "" : formatDuration(run.duration_ms),
    run.tokens.input + run.tokens.output === 0 ? "" : `${formatTokens(run.tokens)} tokens`,
    run.cost_usd === null ? "" : formatCost(run.cost_usd),
    run.edits === 0 ? "" : plural(run.edits, "edit"),
  ].filter((text) => text !== "");
}
