// What stands above all panes: where one is, whether the page is live, and the ways to the rest. Runs
// in the browser.
import { formatKey } from "#src/web/keyboard/keys.ts";
import { showOverlay } from "#src/web/keyboard/overlay.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { useConnectionState } from "#src/web/state/connection-state.ts";
import { goTo, type Screen, usePlace } from "#src/web/state/location.ts";

const WORDS = { connecting: "connecting…", live: "live", lost: "not connected" } as const;
const HINTS = {
  connecting: "Connecting to the server",
  live: "What happens shows here as it happens",
  lost: "The server does not answer; any ao command starts it again, and the page goes on by itself",
} as const;

export function TopBar() {
  const { writer } = useClient();
  return (
    <header className="top-bar">
      <button
        type="button"
        className="brand"
        aria-label="ao: to the sessions"
        onClick={() => goTo({ session: null, run: null, screen: "run" })}
      >
        ao
      </button>
      {writer === null ? <span className="connection">a file</span> : <Connection />}
      <button type="button" className="find" onClick={() => showOverlay("palette")}>
        <span>Find…</span> <kbd>{formatKey("Mod+k")}</kbd>
      </button>
      <nav aria-label="Page">
        {writer === null ? null : <ScreenButton screen="server" title="Server" />}
        <ScreenButton screen="settings" title="Settings" />
        {writer === null ? null : <a href="/docs">API</a>}
        <button type="button" aria-label="Keys" title="Keys" onClick={() => showOverlay("help")}>
          ?
        </button>
      </nav>
    </header>
  );
}

function Connection() {
  const state = useConnectionState();
  return (
    <span className="connection" data-state={state} role="status" title={HINTS[state]}>
      {WORDS[state]}
    </span>
  );
}

/** A second press leads back. */
function ScreenButton({ screen, title }: { readonly screen: Screen; readonly title: string }) {
  const place = usePlace();
  const isShown = place.screen === screen;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      onClick={() => goTo({ screen: isShown ? "run" : screen })}
    >
      {title}
    </button>
  );
}
