// What was recorded, newest first, one row per session. Runs in the browser.
import { newestRun, wholeRuns } from "#src/cli/session-runs.ts";
import { formatAge, formatCost, formatCount } from "#src/cli/format.ts";
import { inParallel } from "#src/cli/in-parallel.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import { findSession, listRuns, listSessions } from "./api.ts";
import { element, frameElement, timeElement } from "./element.ts";
import { type ConnectionState, connectLive } from "./live.ts";
import { statusMark } from "./marks.ts";
import { showError } from "./show-error.ts";

const COLUMNS = ["Session", "Status", "When", "Runs", "Calls", "Tokens", "Cost"];
/** A running program changes its session many times a second; a row is read anew this often. */
const REFRESH_MS = 300;
const AGES_MS = 30_000;

/** Shows the list and keeps it up to date. */
export async function showSessions(onState: (state: ConnectionState) => void): Promise<void> {
  const list = new SessionRows();
  await list.readFirst();
  const changed = new Set<string>();
  const onDelta = (delta: RunDelta): void => {
    if (delta.type === "session.updated" && "deleted" in delta.data) list.remove(delta.session_id);
    else if (changed.add(delta.session_id).size === 1) setTimeout(refresh, REFRESH_MS);
  };
  const refresh = (): void => {
    const ids = [...changed];
    changed.clear();
    void inParallel(ids, 8, (id) => list.read(id));
  };
  setInterval(() => list.renderAges(), AGES_MS);
  connectLive({ onDelta, onReset: () => void list.readFirst().catch(showError), onState });
}

class SessionRows {
  readonly #rows = new Map<string, HTMLTableRowElement>();
  readonly #body = element("tbody");
  readonly #more = element("button", {}, "Show older ones");
  #cursor: string | null = null;

  constructor() {
    this.#more.addEventListener("click", () => void this.#readPage(this.#cursor).catch(showError));
  }

  /** The newest, in place of everything shown so far. */
  async readFirst(): Promise<void> {
    await this.#readPage(null);
  }

  /** One session anew: its row in place, or a new one on top. */
  async read(sessionId: string): Promise<void> {
    try {
      const row = await readRow(await findSession(sessionId));
      const shown = this.#rows.get(sessionId);
      if (shown === undefined) this.#body.prepend(row);
      else shown.replaceWith(row);
      this.#rows.set(sessionId, row);
      this.#show();
    } catch {
      // Deleted in the meantime, or the server has gone, which the connection's state says.
    }
  }

  remove(sessionId: string): void {
    this.#rows.get(sessionId)?.remove();
    this.#rows.delete(sessionId);
    this.#show();
  }

  renderAges(): void {
    for (const time of this.#body.querySelectorAll("time")) {
      time.textContent = formatAge(time.dateTime, new Date());
    }
  }

  async #readPage(cursor: string | null): Promise<void> {
    const { sessions, next_cursor } = await listSessions(cursor);
    const rows = await inParallel(sessions, 8, readRow);
    if (cursor === null) {
      this.#rows.clear();
      this.#body.replaceChildren();
    }
    for (const [index, row] of rows.entries()) {
      const id = sessions[index]?.session_id ?? "";
      this.#rows.get(id)?.remove();
      this.#rows.set(id, row);
      this.#body.append(row);
    }
    this.#cursor = next_cursor;
    this.#show();
  }

  #show(): void {
    this.#more.hidden = this.#cursor === null;
    const head = element("tr", {}, ...COLUMNS.map((title) => element("th", {}, title)));
    const isShown = this.#body.isConnected;
    if (this.#rows.size === 0) frameElement("content").replaceChildren(...nothingYet());
    else if (!isShown) {
      const table = element("table", { className: "sessions" }, element("thead", {}, head));
      table.append(this.#body);
      frameElement("content").replaceChildren(element("h1", {}, "Sessions"), table, this.#more);
    }
  }
}

async function readRow(session: Session): Promise<HTMLTableRowElement> {
  const runs = await listRuns(session.session_id).catch((): readonly Run[] => []);
  const whole = wholeRuns(runs);
  const newest = newestRun(runs);
  const tokens = sum(runs, (run) => run.tokens.input + run.tokens.output);
  const costs = runs.flatMap(({ cost_usd }) => (cost_usd === null ? [] : [cost_usd]));
  const address = `/?session=${session.session_id}`;
  return element(
    "tr",
    {},
    element(
      "td",
      {},
      element("a", { href: address }, session.name),
      element("span", { className: "id" }, session.session_id),
      newest?.label ? element("span", { className: "label" }, newest.label) : "",
    ),
    element("td", {}, statusMark(newest?.status ?? session.status)),
    element(
      "td",
      {},
      timeElement(session.last_activity, formatAge(session.last_activity, new Date())),
    ),
    numberCell(String(whole.length)),
    numberCell(formatCount(sum(runs, (run) => run.nodes))),
    numberCell(tokens === 0 ? "" : formatCount(tokens)),
    numberCell(
      costs.length === 0 ? "" : formatCost(costs.reduce((total, cost) => total + cost, 0)),
    ),
  );
}

function numberCell(text: string): HTMLTableCellElement {
  return element("td", { className: "number" }, text);
}

function sum(runs: readonly Run[], value: (run: Run) => number): number {
  return runs.reduce((total, run) => total + value(run), 0);
}

function nothingYet(): Node[] {
  return [
    element("h1", {}, "Nothing recorded yet"),
    element("p", {}, "Run a program of yours with ao in front; it appears here while it runs:"),
    element("pre", {}, "ao record agent.ts"),
  ];
}
