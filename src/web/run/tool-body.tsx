// A tool call that no model asked for, as what it was given and what it answered. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import type { NodeSummary } from "#src/protocol/graph.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { MessageList } from "./message-list.tsx";

export function ToolBody({ runId, call }: { readonly runId: string; readonly call: NodeSummary }) {
  const detail = useQuery(queries.node(useClient(), runId, call.id));
  if (detail.error !== null) return <Problem error={detail.error} />;
  if (detail.data === undefined) return <p className="turn-wait">Loading…</p>;
  const { input, output } = detail.data;
  return (
    <MessageList
      messages={[
        { role: "assistant", parts: [{ kind: "call", name: call.label, text: asText(input) }] },
        {
          role: "tool",
          parts: [
            call.error === null
              ? { kind: "result", name: call.label, text: asText(output) }
              : { kind: "error", name: call.label, text: call.error.message },
          ],
        },
      ]}
    />
  );
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
}
