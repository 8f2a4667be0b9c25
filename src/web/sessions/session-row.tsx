// One session of the list. Runs in the browser.
import type { SessionOverview } from "#src/protocol/http-api.ts";
import {
  formatAge,
  formatCommand,
  formatCost,
  formatCount,
  formatDuration,
  plural,
} from "#src/protocol/presentation/format.ts";
import type { Run } from "#src/protocol/session.ts";
import { isControl } from "#src/web/run/run-family.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { useNow } from "#src/web/state/now.ts";
import { addressOf, goTo } from "#src/web/state/location.ts";

interface Props {
  readonly overview: SessionOverview;
  readonly isOpen: boolean;
  readonly isTicked: boolean;
  /** Null where nothing can be deleted, and there is nothing to tick. */
  readonly onTick: ((isRange: boolean) => void) | null;
  readonly onUnfold: () => void;
}

export function SessionRow({ overview, isOpen, isTicked, onTick, onUnfold }: Props) {
  const { session, runs } = overview;
  return (
    <>
      <span className="gutter" role="gridcell">
        {onTick === null ? null : (
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${session.name}`}
            checked={isTicked}
            onChange={() => undefined}
            onClick={(event) => onTick(event.shiftKey)}
          />
        )}
        {runs < 2 ? null : (
          <button
            type="button"
            className="fold"
            tabIndex={-1}
            aria-label={isOpen ? `Fold ${session.name}` : `Show the runs of ${session.name}`}
            onClick={onUnfold}
          >
            {isOpen ? "▾" : "▸"}
          </button>
        )}
      </span>
      <span className="cell" role="gridcell">
        <a
          className="session-link"
          tabIndex={-1}
          href={addressOf({ session: session.session_id, run: null, screen: "run" })}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            openSession(session.session_id);
          }}
        >
          <SessionLines overview={overview} />
        </a>
      </span>
    </>
  );
}

function SessionLines({ overview }: { readonly overview: SessionOverview }) {
  const { session, newest } = overview;
  const now = useNow();
  return (
    <>
      <span className="title">
        <StatusMark status={newest?.status ?? session.status} />
        {newest === null ? null : <Colour run={newest} />}
        <span className="name">{session.name}</span>
        <time
          dateTime={session.last_activity}
          title={new Date(session.last_activity).toLocaleString()}
        >
          {formatAge(session.last_activity, now)}
        </time>
      </span>
      <span className="command" title={newest?.command.cwd}>
        {newest === null ? null : <RunMarks run={newest} />}
        <span className="words">{newest === null ? "nothing ran yet" : commandOf(newest)}</span>
      </span>
      <span className="facts">{factsOf(overview).join(" · ")}</span>
    </>
  );
}

export function openSession(sessionId: string): void {
  goTo({ session: sessionId, run: null, screen: "run" });
}

export function Colour({ run }: { readonly run: Run }) {
  if (run.colour === null) return null;
  return <span className="colour" title={run.colour} style={{ background: run.colour }} />;
}

/** What a person said of a run, and the version of the code it ran. */
export function RunMarks({ run }: { readonly run: Run }) {
  return (
    <>
      {run.result === null ? null : (
        <span className="result" data-result={run.result} title={`result: ${run.result}`}>
          {run.result}
        </span>
      )}
      {run.label === null ? null : (
        <span className={isControl(run) ? "label control" : "label"} title={run.label}>
          {run.label}
        </span>
      )}
      {run.version === null ? null : (
        <span className="version" title={`version ${run.version}`}>
          {run.version.slice(0, 7)}
        </span>
      )}
    </>
  );
}

function commandOf({ command }: Run): string {
  const file = command.script.slice(command.script.lastIndexOf("/") + 1);
  return formatCommand([file, ...command.args]);
}

function factsOf({ newest, runs, nodes, tokens, cost_usd }: SessionOverview): string[] {
  const total = tokens.input + tokens.output;
  return [
    runs > 1 ? plural(runs, "run") : "",
    nodes === 1 ? "1 call" : `${formatCount(nodes)} calls`,
    total === 0 ? "" : `${formatCount(total)} tokens`,
    cost_usd === null ? "" : formatCost(cost_usd),
    typeof newest?.duration_ms === "number" ? formatDuration(newest.duration_ms) : "",
  ].filter((text) => text !== "");
}
