// What stands above all panes: where one is, whether the page is live, and the ways to the rest. Runs
// in the browser.
import { useConnectionState } from "#src/web/state/connection-state.ts";
import { goTo, usePlace } from "#src/web/state/location.ts";

const WORDS = { connecting: "connecting…", live: "live", lost: "not connected" } as const;

export function TopBar() {
  const state = useConnectionState();
  const { screen } = usePlace();
  return (
    <header className="top-bar">
      <button
        type="button"
        className="brand"
        onClick={() => goTo({ session: null, screen: "run" })}
      >
        ao
      </button>
      <span className="connection" data-state={state} role="status">
        {WORDS[state]}
      </span>
      <nav aria-label="Page">
        <button
          type="button"
          aria-pressed={screen === "server"}
          onClick={() => goTo({ screen: "server" })}
        >
          Server
        </button>
        <button
          type="button"
          aria-pressed={screen === "settings"}
          onClick={() => goTo({ screen: "settings" })}
        >
          Settings
        </button>
        <a href="/docs">API</a>
      </nav>
    </header>
  );
}
