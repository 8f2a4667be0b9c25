// The entry of the page at `/`. Runs in the browser.
import "./styles/app.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { EXPORTED_ELEMENT, type ExportedSession } from "#src/protocol/exported-session.ts";
import type { Client } from "./client/client.ts";
import { createLiveClient } from "./client/live-client.ts";
import { createStaticClient } from "./client/static-client.ts";
import { ClientProvider } from "./state/client-context.ts";
import { getPlace, goTo } from "./state/location.ts";
import { startLiveUpdates } from "./state/live-updates.ts";
import { createQueryClient } from "./state/queries.ts";
import { readFirst } from "./state/read-first.ts";
import { applySettings } from "./state/settings.ts";
import { setConnectionState } from "./state/connection-state.ts";

const client = createClient();
const cache = createQueryClient();
applySettings();
startLiveUpdates(client, cache, setConnectionState);

const root = document.getElementById("app");
if (root === null) throw new Error('The page has no element "app"');
const page = createRoot(root);
void readFirst(client, cache, getPlace()).then(() =>
  page.render(
    <QueryClientProvider client={cache}>
      <ClientProvider value={client}>
        <App />
      </ClientProvider>
    </QueryClientProvider>,
  ),
);

/** Of the server that sent the page, or of what a file holds. */
function createClient(): Client {
  const element = document.getElementById(EXPORTED_ELEMENT);
  if (element === null) return createLiveClient();
  const exported = JSON.parse(element.textContent ?? "") as ExportedSession;
  const { session } = exported.overview;
  if (getPlace().session === null) {
    goTo({ session: session.session_id, run: exported.run_id }, { replace: true });
  }
  return createStaticClient(exported);
}
