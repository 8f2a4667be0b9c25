// A tool call below the message that asked for it: what the tool answered. Runs in
// the browser.
import { useQuery } from "@tanstack/react-query";
import { formatDuration } from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { CallBadges } from "./call-parts.tsx";
import { MessageText } from "./message-text.tsx";

interface Props {
  readonly runId: string;
  readonly call: NodeSummary;
  readonly isSelected: boolean;
}

export function ToolResult({ runId, call, isSelected }: Props) {
  const detail = useQuery(queries.node(useClient(), runId, call.id));
  return (
    <div className="tool-result" data-selected={isSelected ? "true" : undefined}>
      <button
        type="button"
        className="turn-head"
        aria-current={isSelected ? "true" : undefined}
        onClick={(event) => {
          event.stopPropagation();
          goTo({ node: call.id });
        }}
      >
        <span className="kind-sign" data-kind="tool" aria-hidden="true">
          ⚒
        </span>
        <span className="number">{call.id}</span>
        <span className="label">{call.label}</span>
        <CallBadges call={call} />
        <span className="facts">
          {call.duration_ms === null ? "" : formatDuration(call.duration_ms)}
        </span>
        <StatusMark status={call.status} />
      </button>
      {detail.data === undefined ? null : (
        <div className="tool-body">
          <span className="role">answered</span>
          <MessageText text={call.error?.message ?? textOf(detail.data.output)} />
        </div>
      )}
    </div>
  );
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "nothing" : JSON.stringify(value, null, 2);
}
