// The page: three panes, and what lies over them. Runs in the browser.
import { Group, Panel, Separator, usePanelRef } from "react-resizable-panels";
import { Keyboard } from "./keyboard/keyboard.tsx";
import { Notices } from "./shell/notices.tsx";
import { NodePane } from "./node/node-pane.tsx";
import { RerunLayer } from "./rerun/rerun-layer.tsx";
import { RunPane } from "./run/run-pane.tsx";
import { ServerScreen } from "./server/server-screen.tsx";
import { SessionsPane } from "./sessions/sessions-pane.tsx";
import { SettingsScreen } from "./settings/settings-screen.tsx";
import { useAction } from "./state/actions.ts";
import { type CurrentRun, useCurrentRun } from "./state/current-run.ts";
import { type Screen, usePlace } from "./state/location.ts";
import { TopBar } from "./shell/top-bar.tsx";
import { useTitle } from "./shell/use-title.ts";

export function App() {
  const place = usePlace();
  const current = useCurrentRun();
  const sessionsPanel = usePanelRef();
  useTitle(current.session);
  useAction("search", () => {
    sessionsPanel.current?.expand();
    document.querySelector<HTMLInputElement>("#search")?.select();
  });
  const hasDetail = place.screen === "run" && current.run !== null && place.node !== null;
  return (
    <div className="app">
      <TopBar />
      <Group className="panes" orientation="horizontal">
        <Panel id="sessions" defaultSize="22%" minSize="230px" collapsible panelRef={sessionsPanel}>
          <SessionsPane current={current} />
        </Panel>
        <Separator className="divider" aria-label="Width of the list of sessions" />
        <Panel id="run" minSize="320px">
          <Middle screen={place.screen} current={current} />
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
      <Keyboard current={current} />
      <Notices />
    </div>
  );
}

/** What stands between the sessions and the detail. */
function Middle(props: { readonly screen: Screen; readonly current: CurrentRun }) {
  switch (props.screen) {
    case "server":
      return <ServerScreen />;
    case "settings":
      return <SettingsScreen />;
    default:
      return <RunPane current={props.current} />;
  }
}
