// What can be done with a body: choose its form, edit it, see and bring back the original. Runs in the
// browser.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { NodeDetail, NodeMessages } from "#src/protocol/http-api.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { say, sayError } from "#src/web/shell/notices.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { BODY_FORMS, bodyForm } from "./body-form.ts";
import { useShownForm } from "./body-view.tsx";

interface Props {
  readonly node: NodeDetail;
  readonly side: EditSide;
  readonly messages: NodeMessages | undefined;
  readonly original: NodeDetail["original"];
  readonly isOriginalShown: boolean;
  readonly onOriginal: (isShown: boolean) => void;
  /** The editor was closed: whoever was there goes on from here. */
  readonly isBack: boolean;
  /** Null where it cannot be edited. */
  readonly onEdit: (() => void) | null;
}

const TITLES = { messages: "Messages", tree: "Tree", json: "JSON" } as const;

export function BodyTools(props: Props) {
  const { node, side, messages, original, isOriginalShown, onOriginal, isBack, onEdit } = props;
  const form = useShownForm(node[side], messages?.[side]);
  const list = messages?.[side] ?? [];
  const hasMessages = messages === undefined || list.length > 0 || typeof node[side] === "string";
  return (
    <div className="body-tools">
      <div className="form-switch" role="group" aria-label="Form">
        {BODY_FORMS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === form}
            disabled={one === "messages" && !hasMessages}
            onClick={() => bodyForm.set(one)}
          >
            {one === "messages" && list.length === 0 ? "Text" : TITLES[one]}
          </button>
        ))}
      </div>
      <span className="grow" />
      {original === null ? null : (
        <>
          <button
            type="button"
            aria-pressed={isOriginalShown}
            onClick={() => onOriginal(!isOriginalShown)}
          >
            Show original
          </button>
          <RevertButton node={node} />
        </>
      )}
      {onEdit === null ? null : (
        <button type="button" title="Key e" autoFocus={isBack} onClick={onEdit}>
          ✎ Edit {side}
        </button>
      )}
    </div>
  );
}

function RevertButton({ node }: { readonly node: NodeDetail }) {
  const { writer } = useClient();
  const cache = useQueryClient();
  const revert = useMutation({
    mutationFn: async () => writer?.revert(node.run_id, node.id),
    onSuccess: () => {
      say(`${node.id} is as it was recorded again`);
      void cache.invalidateQueries({ queryKey: ["node", node.run_id] });
      void cache.invalidateQueries({ queryKey: ["edits", node.run_id] });
    },
    onError: sayError,
  });
  if (writer === null) return null;
  return (
    <button
      type="button"
      title="Back to what was recorded"
      aria-label="Revert to original"
      disabled={revert.isPending}
      onClick={() => revert.mutate()}
    >
      Revert
    </button>
  );
}
