// The server: whether it is well, what it logs, what it keeps. Runs in the browser.
import { useClient } from "#src/web/state/client-context.ts";
import { ClearEverything } from "./clear-everything.tsx";
import { HealthFacts } from "./health-facts.tsx";
import { LogView } from "./log-view.tsx";
import { StorageTable } from "./storage-table.tsx";

export function ServerScreen() {
  const { writer } = useClient();
  if (writer === null)
    return <p className="empty">This is a file: there is no server behind it.</p>;
  return (
    <main className="screen server-screen" aria-label="Server">
      <h1>Server</h1>
      <div className="server-cards">
        <HealthFacts writer={writer} />
        <StorageTable writer={writer} />
      </div>
      <LogView writer={writer} />
      <ClearEverything writer={writer} />
    </main>
  );
}
