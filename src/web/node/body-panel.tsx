// One side of a call: read in three forms, or edited. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { NodeDetail, NodeMessages, RunOutline } from "#src/protocol/http-api.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { useAction } from "#src/web/state/actions.ts";
import { usePlace } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { type BodyContext, BodyProvider } from "./body-context.ts";
import { BodyView } from "./body-view.tsx";
import { BodyTools } from "./body-tools.tsx";
import { readDraft } from "./drafts.ts";
import { EditPanel } from "./edit-panel.tsx";
import { editTargets } from "./edit-targets.ts";
import { parseMark } from "./mark-address.ts";
import { edgeMarks } from "./marks.ts";
import { OriginalView } from "./original-view.tsx";
import { ProvenanceList } from "./provenance-list.tsx";
import { quoteIn } from "./quote.ts";

interface Props {
  readonly node: NodeDetail;
  readonly outline: RunOutline | undefined;
  readonly side: EditSide;
  /** It opens with the editor. */
  readonly isEditWished?: boolean;
  /** The wish is fulfilled. */
  readonly onEditSeen?: () => void;
}

/** In the place of a target: the one that most people mean. */
const FIRST = "first";

export function BodyPanel(props: Props) {
  const { node, outline, side, isEditWished, onEditSeen } = props;
  const client = useClient();
  const messages = useQuery(queries.messages(client, node.run_id, node.id));
  const draftKey = `${node.run_id} ${node.id} ${side}`;
  const [editing, setEditing] = useState(
    () => readDraft(draftKey)?.target ?? (isEditWished ? FIRST : null),
  );
  const [isBack, setBack] = useState(false);
  const [isOriginalShown, setOriginalShown] = useState(false);
  const canEdit = client.writer !== null && node.status !== "running";
  const context = useBodyContext({ node, outline, side }, canEdit ? setEditing : null);
  const edges = useMemo(() => edgeMarks(node, side), [node, side]);
  const editFirst = (): void => {
    if (canEdit) setEditing(FIRST);
  };
  useAction("edit", editFirst);

  if (editing !== null && canEdit && client.writer !== null) {
    if (messages.isPending) return <p className="empty">Loading…</p>;
    const id = editing === FIRST ? firstTarget(messages.data, side) : editing;
    const targets = editTargets(node, messages.data, side);
    const target = targets.find((one) => one.id === id) ?? targets.at(-1);
    if (target === undefined) return null;
    return (
      <EditPanel
        key={target.id}
        {...{ node, side, targets, target, draftKey }}
        writer={client.writer}
        onChoose={setEditing}
        onClose={() => {
          setEditing(null);
          setBack(true);
          onEditSeen?.();
        }}
      />
    );
  }
  const original = node.original?.side === side ? node.original : null;
  return (
    <BodyProvider value={context}>
      <BodyTools
        {...{ node, side, original, isOriginalShown, isBack }}
        messages={messages.data}
        onOriginal={setOriginalShown}
        onEdit={canEdit ? editFirst : null}
      />
      {messages.error === null ? null : <Problem error={messages.error} />}
      {original !== null && isOriginalShown ? (
        <OriginalView node={node} original={original} />
      ) : null}
      <BodyView node={node} side={side} messages={messages.data} />
      <ProvenanceList edges={edges} />
    </BodyProvider>
  );
}

/** The output's text; the last thing that was said to the model. */
function firstTarget(messages: NodeMessages | undefined, side: EditSide): string {
  if (side === "output") return (messages?.output_text ?? null) === null ? "all" : "text";
  const parts = (messages?.input ?? []).flatMap((message) => message.parts);
  return parts.findLast(({ kind }) => kind === "text" || kind === "result")?.path ?? "all";
}

function useBodyContext(
  { node, outline, side }: Props,
  edit: ((path: string) => void) | null,
): BodyContext {
  const { mark } = usePlace();
  const canEdit = edit !== null;
  return useMemo(() => {
    const body = node[side];
    const focus = parseMark(mark);
    const labels = new Map((outline?.nodes ?? []).map(({ id, label }) => [id, label]));
    return {
      side,
      body,
      marks: edgeMarks(node, side).flatMap(({ marks }) => marks),
      focus: focus?.side === side ? focus : null,
      attachments: node.attachments.filter((file) => file.side === side),
      labelOf: (nodeId) => labels.get(nodeId) ?? "",
      quoteOf: ({ path, span }) => quoteIn(body, path, span),
      edit: canEdit ? edit : null,
    };
    // The function that edits is a new one each time, and means the same.
  }, [node, outline, side, mark, canEdit]);
}
