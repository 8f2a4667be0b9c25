// One session of the list. Runs in the browser.
import type { SessionOverview } from "#src/protocol/http-api.ts";
import { formatAge, formatCost, formatCount, formatDuration } from "#src/cli/format.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { useNow } from "#src/web/state/now.ts";
import { addressOf, goTo, usePlace } from "#src/web/state/location.ts";

export function SessionRow({ overview }: { readonly overview: SessionOverview }) {
  const { session, newest } = overview;
  const place = usePlace();
  const now = useNow();
  const isCurrent = place.session === session.session_id || place.run === newest?.run_id;
  return (
    <a
      className="session-row"
      href={addressOf({ session: session.session_id, run: null, screen: "run" })}
      aria-current={isCurrent ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        goTo({ session: session.session_id, run: null, screen: "run" });
      }}
    >
      <span className="title">
        <StatusMark status={newest?.status ?? session.status} />
        {newest?.colour ? <span className="colour" style={{ background: newest.colour }} /> : null}
        <span className="name">{session.name}</span>
        {newest?.result ? (
          <span className="result" data-result={newest.result}>
            {newest.result}
          </span>
        ) : null}
        {newest?.label ? <span className="label">{newest.label}</span> : null}
        <time
          dateTime={session.last_activity}
          title={new Date(session.last_activity).toLocaleString()}
        >
          {formatAge(session.last_activity, now)}
        </time>
      </span>
      <span className="facts">{factsOf(overview).join(" · ")}</span>
    </a>
  );
}

function factsOf({ newest, runs, nodes, tokens, cost_usd }: SessionOverview): string[] {
  const total = tokens.input + tokens.output;
  return [
    newest === null ? "nothing ran yet" : fileName(newest.command.script),
    runs > 1 ? `${runs} runs` : "",
    nodes === 1 ? "1 call" : `${formatCount(nodes)} calls`,
    total === 0 ? "" : `${formatCount(total)} tokens`,
    cost_usd === null ? "" : formatCost(cost_usd),
    typeof newest?.duration_ms === "number" ? formatDuration(newest.duration_ms) : "",
  ].filter((text) => text !== "");
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
