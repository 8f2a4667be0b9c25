// One call: what went in, what came out, and why. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import type { Run } from "#src/protocol/session.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";

export function NodePane({ run, nodeId }: { readonly run: Run; readonly nodeId: string }) {
  const node = useQuery(queries.node(useClient(), run.run_id, nodeId));
  if (node.error !== null) return <Problem error={node.error} />;
  if (node.data === undefined) return <p className="empty">Loading…</p>;
  return (
    <section className="node" aria-label={`Call ${nodeId}`}>
      <h2>{node.data.label}</h2>
      <pre>{JSON.stringify(node.data.output, null, 2).slice(0, 5000)}</pre>
    </section>
  );
}
