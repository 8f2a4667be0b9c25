// A body in the form that was chosen, or in the next best one. Runs in the browser.
import type { NodeDetail, NodeMessages } from "#src/protocol/http-api.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { useBody } from "./body-context.ts";
import { BodyJson } from "./body-json.tsx";
import { type BodyForm, bodyForm } from "./body-form.ts";
import { JsonTree } from "./json-tree.tsx";
import { MessagePart } from "./message-part.tsx";
import { MessagesView, showsPath } from "./messages-view.tsx";

interface Props {
  readonly node: NodeDetail;
  readonly side: EditSide;
  readonly messages: NodeMessages | undefined;
}

export function BodyView({ node, side, messages }: Props) {
  const { focus } = useBody();
  const body = node[side];
  const form = useShownForm(body, messages?.[side]);
  const label = `${side === "input" ? "Input" : "Output"} of ${node.id}`;
  if (messages === undefined && form === "messages") return <p className="empty">Loading…</p>;
  if (body === null || body === undefined) return <NoBody node={node} side={side} />;
  if (form === "json") return <BodyJson label={label} />;
  const list = messages?.[side] ?? [];
  if (form === "messages" && typeof body === "string" && list.length === 0) {
    return (
      <div className="messages">
        <div className="message" data-role={node.kind === "tool" ? "tool" : "assistant"}>
          <MessagePart part={{ kind: "text", name: null, text: body, path: "" }} />
        </div>
      </div>
    );
  }
  const isShown = focus === null || focus.path === "" || showsPath(list, focus.path);
  if (form === "messages" && list.length > 0 && isShown) return <MessagesView messages={list} />;
  return <JsonTree value={body} label={label} />;
}

/** The form that fits: what is no conversation is shown as a tree. */
export function useShownForm(body: unknown, list: NodeMessages["input"] | undefined): BodyForm {
  const form = bodyForm.use();
  if (form !== "messages" || list === undefined) return form;
  return list.length > 0 || typeof body === "string" ? "messages" : "tree";
}

function NoBody({ node, side }: Pick<Props, "node" | "side">) {
  const words =
    side === "input"
      ? "Its request has no body."
      : node.status === "running"
        ? "No answer yet."
        : "There is no answer.";
  return <p className="empty">{words}</p>;
}
