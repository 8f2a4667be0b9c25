// One call of the conversation: what is new in its messages, what came out, and the tools it asked for.
// Runs in the browser.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import type { Attachment, NodeSummary } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { useStreamText } from "#src/web/state/stream-texts.ts";
import { CallBadges, KindSign, factsOf } from "./call-parts.tsx";
import type { Turn } from "./conversation.ts";
import { MessageList } from "./message-list.tsx";
import { type MessageGroup, groupMessages } from "./new-messages.ts";
import { ToolBody } from "./tool-body.tsx";
import { ToolResult } from "./tool-result.tsx";

/** Characters of an answer that is still coming. */
const INCOMING_SHOWN = 4000;

interface Props {
  readonly runId: string;
  readonly turn: Turn;
  readonly node: string | null;
}

export function TurnView({ runId, turn, node }: Props) {
  const { call, tools } = turn;
  const isSelected = call.id === node;
  return (
    <article
      className="turn"
      data-selected={isSelected ? "true" : undefined}
      aria-label={`${call.id} ${call.label}`}
    >
      <TurnHead call={call} isSelected={isSelected} />
      {call.kind === "tool" ? (
        <ToolBody runId={runId} call={call} />
      ) : (
        <TurnBody runId={runId} turn={turn} />
      )}
      {tools.map((tool) => (
        <ToolResult key={tool.id} runId={runId} call={tool} isSelected={tool.id === node} />
      ))}
    </article>
  );
}

function TurnHead({
  call,
  isSelected,
}: {
  readonly call: NodeSummary;
  readonly isSelected: boolean;
}) {
  return (
    <button
      type="button"
      className="turn-head"
      aria-current={isSelected ? "true" : undefined}
      onClick={() => goTo({ node: call.id })}
    >
      <KindSign kind={call.kind} />
      <span className="number">{call.id}</span>
      <span className="label">
        {call.kind === "tool" ? call.label : (call.model ?? call.label)}
      </span>
      <CallBadges call={call} />
      <span className="facts">
        {factsOf(call)
          .filter((fact) => fact !== call.model)
          .join(" · ")}
      </span>
      <StatusMark status={call.status} />
    </button>
  );
}

function TurnBody({ runId, turn }: { readonly runId: string; readonly turn: Turn }) {
  const client = useClient();
  const { call, after, hasKnownResults } = turn;
  const own = useQuery(queries.messages(client, runId, call.id));
  const before = useQueries({ queries: after.map((id) => queries.messages(client, runId, id)) });
  if (own.error !== null) return <Problem error={own.error} />;
  // Until it is known what is new, nothing is shown as new.
  if (own.data === undefined || before.some(({ isPending }) => isPending)) {
    return <p className="turn-wait">Loading…</p>;
  }
  const groups = groupMessages({
    input: own.data.input,
    before: before.flatMap(({ data }) => data ?? []),
    hasKnownResults,
  });
  const isSilent = own.data.input.length === 0 && own.data.output.length === 0;
  return (
    <>
      {groups.map((group, index) => (
        <Messages key={index} group={group} files={filesOf(call, "input")} />
      ))}
      <MessageList messages={own.data.output} files={filesOf(call, "output")} />
      {isSilent && call.error === null ? <p className="turn-wait">{call.preview}</p> : null}
      {call.status === "running" ? <Incoming runId={runId} nodeId={call.id} /> : null}
      {call.error === null ? null : <p className="turn-error">{call.error.message}</p>}
    </>
  );
}

function filesOf({ attachments }: NodeSummary, side: EditSide): readonly Attachment[] {
  return attachments.filter((file) => file.side === side);
}

interface GroupProps {
  readonly group: MessageGroup;
  readonly files: readonly Attachment[];
}

function Messages({ group, files }: GroupProps) {
  const [isOpen, setOpen] = useState(false);
  if (!group.isKnown) return <MessageList messages={group.messages} files={files} />;
  return (
    <>
      <button
        type="button"
        className="quiet known"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? "▾" : "▸"} {plural(group.messages.length, "message")} from before
      </button>
      {isOpen ? <MessageList messages={group.messages} files={files} /> : null}
    </>
  );
}

/** What comes of an answer while it comes. */
function Incoming({ runId, nodeId }: { readonly runId: string; readonly nodeId: string }) {
  const text = useStreamText(runId, nodeId);
  return (
    <div className="said" data-role="assistant" data-incoming="true">
      <span className="role">assistant</span>
      <div className="message-parts">
        <div className="message-text">{endOf(text)}</div>
      </div>
    </div>
  );
}

/** Its end is what one waits for. */
function endOf(text: string): string {
  return text.length <= INCOMING_SHOWN ? text : `…${text.slice(-INCOMING_SHOWN)}`;
}
