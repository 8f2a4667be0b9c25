// What stands above a run's calls: which run, how it ended, what it took. Runs in the browser.
import { subrunsInside, wholeRuns } from "#src/cli/session-runs.ts";
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
    ...pickers(run, runs),
    ...(run.nodes === 0 ? [element("p", { className: "empty" }, emptyText(run, runs))] : []),
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

/** The runs of the session, and the subruns of the one that is shown. */
function pickers(current: Run, runs: readonly Run[]): HTMLElement[] {
  const whole = wholeRuns(runs);
  const root = rootOf(current, runs);
  const inside = subrunsInside(runs, root.run_id).map(({ run }) => run);
  const numbers = whole.map((run, index) => runLink(run, String(index + 1), root));
  const paths = inside.map((run) => runLink(run, run.path ?? run.run_id, current));
  return [
    ...(whole.length > 1 || current !== root ? [picker("Runs", numbers)] : []),
    ...(paths.length > 0 ? [picker("Subruns", paths)] : []),
  ];
}

function rootOf(run: Run, runs: readonly Run[]): Run {
  const container = runs.find(({ run_id }) => run_id === run.subrun_of);
  return container === undefined ? run : rootOf(container, runs);
}

function picker(title: string, links: readonly HTMLElement[]): HTMLElement {
  return element("nav", { attributes: { "aria-label": title } }, `${title} `, ...links);
}

function runLink(run: Run, text: string, current: Run): HTMLElement {
  const properties = {
    href: `/?run=${run.run_id}`,
    title: `${run.status}, ${new Date(run.started_at).toLocaleString()}`,
    attributes: run.run_id === current.run_id ? { "aria-current": "page" } : {},
  };
  return element("a", properties, text);
}

function emptyText({ run_id, status }: Run, runs: readonly Run[]): string {
  if (runs.some((run) => run.subrun_of === run_id)) return "Its calls are in its subruns.";
  return status === "running"
    ? "No call yet. They appear here as they are made."
    : "This run made no call that ao knows.";
}
