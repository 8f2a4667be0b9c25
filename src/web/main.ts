// The page at `/`: the list of sessions, or one run of `?session=` or `?run=`. Runs in the browser.
// It only reads; what it shows is what the CLI's `sessions`, `graph` and `node` show.
import { frameElement } from "./element.ts";
import type { ConnectionState } from "./live.ts";
import { showRun } from "./run-view.ts";
import { showError } from "./show-error.ts";
import { showSessions } from "./session-list.ts";

const STATES: Readonly<Record<ConnectionState, string>> = {
  connecting: "connecting…",
  live: "live",
  lost: "not connected",
};

function showState(state: ConnectionState): void {
  const shown = frameElement("connection");
  shown.dataset["state"] = state;
  shown.textContent = STATES[state];
}

const query = new URLSearchParams(location.search);
const wish = { session: query.get("session"), run: query.get("run") };
const shown =
  wish.session === null && wish.run === null ? showSessions(showState) : showRun(wish, showState);
shown.catch(showError);
