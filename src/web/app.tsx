// The page: three panes, and what lies over them. Runs in the browser.
import { Group, Panel, Separator } from "react-resizable-panels";
import { Notices } from "./shell/notices.tsx";
import { NodePane } from "./node/node-pane.tsx";
import { RerunLayer } from "./rerun/rerun-layer.tsx";
import { RunPane } from "./run/run-pane.tsx";
import { SessionsPane } from "./sessions/sessions-pane.tsx";
import { useCurrentRun } from "./state/current-run.ts";
import { usePlace } from "./state/location.ts";
import { TopBar } from "./shell/top-bar.tsx";

export function App() {
  const place = usePlace();
  const current = useCurrentRun();
  const hasDetail = place.screen === "run" && current.run !== null && place.node !== null;
  return (
    <div className="app">
      <TopBar />
      <Group className="panes" orientation="horizontal">
        <Panel id="sessions" defaultSize="22%" minSize="200px" collapsible>
          <SessionsPane />
        </Panel>
        <Separator className="divider" aria-label="Width of the list of sessions" />
        <Panel id="run" minSize="320px">
          <RunPane current={current} />
        </Panel>
        {hasDetail && current.run !== null && place.node !== null ? (
          <>
            <Separator className="divider" aria-label="Width of the call's details" />
            <Panel id="node" defaultSize="36%" minSize="300px">
              <NodePane
                key={`${current.run.run_id} ${place.node}`}
                run={current.run}
                nodeId={place.node}
              />
            </Panel>
          </>
        ) : null}
      </Group>
      <RerunLayer />
      <Notices />
    </div>
  );
}
