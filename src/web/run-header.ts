// What stands above a run's calls: which run, how it ended, what it took. Runs in the browser.
import {
  formatAge,
  formatCommand,
  formatCost,
  formatDuration,
  formatTokens,
  plural,
} from "#src/cli/format.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import { element, separated, timeElement } from "./element.ts";
import { statusMark } from "./marks.ts";

interface RunHeader {
  readonly session: Session;
  /** None where nothing has run in the session yet. */
  readonly run: Run | undefined;
  /** All runs of the session, oldest first. */
  readonly runs: readonly Run[];
}

/** Draws the header anew. */
export function renderRunHeader(header: HTMLElement, { session, run, runs }: RunHeader): void {
  const title = element(
    "h1",
    {},
    session.name,
    element("span", { className: "id" }, session.session_id),
  );
  if (run === undefined) {
    header.replaceChildren(title, element("p", {}, "Nothing has run in this session yet."));
    return;
  }
  header.replaceChildren(
    title,
    element("p", { className: "facts" }, ...separated(factsOf(run), " · ")),
    element(
      "p",
      { className: "command", title: run.command.cwd },
      formatCommand([run.command.script, ...run.command.args]),
    ),
    ...(run.label || run.note
      ? [element("p", { className: "note" }, [run.label, run.note].filter(Boolean).join(": "))]
      : []),
    ...(runs.length > 1 ? [runPicker(run, runs)] : []),
    ...(run.nodes === 0 ? [element("p", { className: "empty" }, emptyText(run))] : []),
  );
}

function factsOf(run: Run): Node[] {
  const texts = [
    plural(run.nodes, "call"),
    run.duration_ms === null ? "" : formatDuration(run.duration_ms),
    run.tokens.input + run.tokens.output === 0 ? "" : `${formatTokens(run.tokens)} tokens`,
    run.cost_usd === null ? "" : formatCost(run.cost_usd),
  ].filter((text) => text !== "");
  return [
    statusMark(run.status, run.signal ?? (run.exit_code ? `exit ${run.exit_code}` : "")),
    ...texts.map((text) => element("span", {}, text)),
    timeElement(run.started_at, formatAge(run.started_at, new Date())),
  ];
}

function runPicker(current: Run, runs: readonly Run[]): HTMLElement {
  const links = runs.map((run, index) =>
    element(
      "a",
      {
        href: `/?run=${run.run_id}`,
        title: `${run.status}, ${new Date(run.started_at).toLocaleString()}`,
        attributes: run.run_id === current.run_id ? { "aria-current": "page" } : {},
      },
      String(index + 1),
    ),
  );
  return element("nav", { attributes: { "aria-label": "Runs" } }, "Runs ", ...links);
}

function emptyText({ status }: Run): string {
  return status === "running"
    ? "No call yet. They appear here as they are made."
    : "This run made no call that ao knows.";
}
