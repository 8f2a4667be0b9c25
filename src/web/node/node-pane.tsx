// One call: what went in, what came out, and why. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import type { NodeDetail, RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { highlight } from "#src/web/state/highlight.ts";
import { TABS, type Tab, goTo, usePlace } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { BodyPanel } from "./body-panel.tsx";
import { CacheTab } from "./cache-tab.tsx";
import { CodeTab } from "./code-tab.tsx";
import { useEditWish } from "./edit-wish.ts";
import { NodeHead } from "./node-head.tsx";
import { RawJson } from "./raw-json.tsx";
import { StreamView } from "./stream-view.tsx";
import { TabList } from "./tab-list.tsx";

const TITLES: Readonly<Record<Tab, string>> = {
  input: "Input",
  output: "Output",
  cache: "Cache",
  code: "Code",
  raw: "Raw",
};
const PANEL = "node-panel";

export function NodePane({ run, nodeId }: { readonly run: Run; readonly nodeId: string }) {
  const client = useClient();
  const { tab } = usePlace();
  const node = useQuery(queries.node(client, run.run_id, nodeId));
  const [isEditWished, onEditSeen] = useEditWish(tab);
  const outline = useQuery(queries.outline(client, run.run_id));
  const nodes = useMemo(
    () => (outline.data === undefined ? [] : orderNodes(outline.data.nodes, outline.data.edges)),
    [outline.data],
  );
  // Whoever pointed at a text of it is elsewhere now.
  useEffect(() => () => highlight(null), []);
  // The list has it before its bodies are here, and hears first of what changes.
  const summary = nodes.find(({ id }) => id === nodeId) ?? node.data;
  if (summary === undefined && node.error !== null) return <Missing error={node.error} />;
  return (
    <section className="node" aria-label={`Call ${nodeId}`}>
      {summary === undefined ? null : <NodeHead run={run} node={summary} nodes={nodes} />}
      <TabList
        label="Parts of the call"
        names={TABS}
        titles={TITLES}
        chosen={tab}
        panel={PANEL}
        onChoose={(next) => goTo({ tab: next })}
      />
      <div id={PANEL} className="node-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {node.error === null ? null : <Problem error={node.error} />}
        {node.data === undefined && node.error === null ? <p className="empty">Loading…</p> : null}
        {node.data === undefined ? null : (
          <Panel
            tab={tab}
            run={run}
            node={node.data}
            outline={outline.data}
            isEditWished={isEditWished}
            onEditSeen={onEditSeen}
          />
        )}
      </div>
    </section>
  );
}

/** The address names a call that there is not. */
function Missing({ error }: { readonly error: Error }) {
  return (
    <section className="node" aria-label="Call">
      <Problem error={error} />
      <p className="empty">
        <button type="button" onClick={() => goTo({ node: null })}>
          Close
        </button>
      </p>
    </section>
  );
}

interface PanelProps {
  readonly tab: Tab;
  readonly run: Run;
  readonly node: NodeDetail;
  readonly outline: RunOutline | undefined;
  readonly isEditWished: boolean;
  readonly onEditSeen: () => void;
}

function Panel({ tab, run, node, outline, isEditWished, onEditSeen }: PanelProps) {
  switch (tab) {
    case "input":
      return <BodyPanel key="input" node={node} outline={outline} side="input" />;
    case "output":
      // Until its answer is there, the stream is all there is to see.
      if (node.status === "running" && node.output === null) return <StreamView node={node} />;
      return (
        <>
          <StreamView node={node} />
          <BodyPanel key="output" {...{ node, outline, isEditWished, onEditSeen }} side="output" />
        </>
      );
    case "cache":
      return <CacheTab run={run} node={node} />;
    case "code":
      return <CodeTab node={node} />;
    case "raw":
      return <RawJson value={node} label={`All that is known of ${node.id}`} />;
  }
}
