// The entry of the page at `/`. Runs in the browser.
import "./styles/app.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { createLiveClient } from "./client/live-client.ts";
import { ClientProvider } from "./state/client-context.ts";
import { startLiveUpdates } from "./state/live-updates.ts";
import { createQueryClient } from "./state/queries.ts";
import { applySettings } from "./state/settings.ts";
import { setConnectionState } from "./state/connection-state.ts";

const client = createLiveClient();
const cache = createQueryClient();
applySettings();
startLiveUpdates(client, cache, setConnectionState);

const root = document.getElementById("app");
if (root === null) throw new Error('The page has no element "app"');
createRoot(root).render(
  <QueryClientProvider client={cache}>
    <ClientProvider value={client}>
      <App />
    </ClientProvider>
  </QueryClientProvider>,
);
