// The editor in the place of what it edits. The server says whether an edit can be; until it is saved, and
// when it cannot be, nothing of what was written is lost. Runs in the browser.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { EditAnswer, EditRequest } from "#src/protocol/edit.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import type { Writer } from "#src/web/client/client.ts";
import { CodeEditor } from "#src/web/editor/code-editor.tsx";
import { say } from "#src/web/shell/notices.tsx";
import { goTo } from "#src/web/state/location.ts";
import { guardDrafts, keepDraft, readDraft } from "./drafts.ts";
import { EditBar, LeaveQuestion } from "./edit-bar.tsx";
import { EditProblem } from "./edit-problem.tsx";
import { type EditTarget, writeEdit } from "./edit-targets.ts";

interface Props {
  readonly node: NodeDetail;
  readonly side: EditSide;
  readonly writer: Writer;
  readonly targets: readonly EditTarget[];
  /** The one to begin with. */
  readonly target: EditTarget;
  readonly draftKey: string;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

export function EditPanel(props: Props) {
  const { node, side, writer, targets, target, draftKey, onChoose, onClose } = props;
  const { base, initial, text, write } = useDraft(target, draftKey);
  const [problem, setProblem] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const save = useSave(node, writer, () => leave());

  const isChanged = (): boolean => text.current !== base;
  const leave = (): void => {
    keepDraft(draftKey, null);
    onClose();
  };
  const askToLeave = (): void => (isChanged() ? setLeaving(true) : leave());
  const submit = (): void => {
    if (save.isPending) return;
    const written = writeEdit(target, side, text.current);
    setProblem(written.kind === "problem" ? written.message : null);
    if (written.kind === "edit") save.mutate(written.request);
    else save.reset();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    askToLeave();
  };
  return (
    <section
      className="edit-panel"
      aria-label={`Edit the ${side} of ${node.id}`}
      onKeyDown={onKeyDown}
    >
      <EditBar
        targets={targets}
        target={target}
        isSaving={save.isPending}
        onChoose={(id) => (isChanged() ? setLeaving(true) : onChoose(id))}
        onCancel={askToLeave}
        onSave={submit}
      />
      {isLeaving ? <LeaveQuestion onLeave={leave} onStay={() => setLeaving(false)} /> : null}
      {target.text === base ? null : (
        <p className="warning" role="status">
          It was changed elsewhere meanwhile. Saving puts yours in its place.
        </p>
      )}
      <EditProblem message={problem} error={save.error} />
      <CodeEditor
        label={target.title}
        language={target.language}
        value={initial}
        autoFocus
        onChange={write}
        onSubmit={submit}
      />
      <p className="soft keys-hint">Ctrl+Enter saves, Ctrl+Z takes back, Escape leaves.</p>
    </section>
  );
}

/** What is written, and what it began with: a draft that was left, or the text as it was then. */
function useDraft(target: EditTarget, key: string) {
  const [base] = useState(target.text);
  const [initial] = useState(() => {
    const draft = readDraft(key);
    return draft?.target === target.id ? draft.text : base;
  });
  const text = useRef(initial);
  // Stays: a draft outlives its editor.
  useEffect(() => window.addEventListener("beforeunload", guardDrafts), []);
  const write = (value: string): void => {
    text.current = value;
    keepDraft(key, value === base ? null : { target: target.id, text: value });
  };
  return { base, initial, text, write };
}

function useSave(node: NodeDetail, writer: Writer, onSaved: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (request: EditRequest) => writer.edit(node.run_id, node.id, request),
    onSuccess: (answer) => {
      tell(node, answer);
      void cache.invalidateQueries({ queryKey: ["node", node.run_id] });
      void cache.invalidateQueries({ queryKey: ["edits", node.run_id] });
      onSaved();
      if (answer.node_id !== node.id) goTo({ node: answer.node_id, tab: answer.side });
    },
  });
}

function tell(node: NodeDetail, { node_id, side, edit, replaced, added }: EditAnswer): void {
  if (edit === null) return say(`${node_id} is as it was recorded again`);
  const words = [`The ${side} of ${node_id} is edited`];
  if (node_id !== node.id) words.push(`it is the call that asked for ${node.id}`);
  if (replaced !== null) words.push(`the edit of its ${replaced} is gone: a call has one`);
  if (added.length > 0) words.push(`new: ${added.join(", ")}`);
  say(words.join("; "));
}
