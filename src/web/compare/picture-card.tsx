// A call in the picture of a comparison. Runs in the browser.
import type { NodeSummary } from "#src/protocol/graph.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";

interface Props {
  readonly side: "a" | "b";
  /** Null where this run does not have it. */
  readonly node: NodeSummary | null;
  readonly subrun: string | null;
  readonly onOpen: (id: string) => void;
}

export function PictureCard({ side, node, subrun, onOpen }: Props) {
  if (node === null) return <span className="picture-gap" />;
  return (
    <button
      type="button"
      className="picture-card"
      data-kind={node.kind}
      data-source={node.source}
      aria-label={`${node.id} in run ${side}: ${node.label}, ${node.status}`}
      onClick={() => onOpen(node.id)}
    >
      <span className="head">
        <span className="number">{node.id}</span>
        <span className="label">
          {subrun === null ? "" : `${subrun} › `}
          {node.label}
        </span>
        {node.edited === null ? null : (
          <span className="badge edited" title={`its ${node.edited} is edited`}>
            ✎
          </span>
        )}
        {node.source === "cache" ? <span className="badge cache">cache</span> : null}
        <StatusMark status={node.status} />
      </span>
      <span className={node.error === null ? "text" : "text error"}>
        {node.error?.message ?? node.preview}
      </span>
    </button>
  );
}
