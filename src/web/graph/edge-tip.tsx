// What an edge that somebody points at stands for: the two calls, and the words that went from one to the
// other. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { plural } from "#src/protocol/presentation/format.ts";
import { isControlEdge, namesText } from "#src/protocol/presentation/evidence.ts";
import { describeEvidence } from "#src/protocol/presentation/sources.ts";
import type { Edge } from "#src/protocol/graph.ts";
import { quoteIn } from "#src/web/node/quote.ts";
import { tipPlace } from "#src/web/shell/tip-place.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";

export interface PointedEdge {
  readonly runId: string;
  readonly edge: Edge;
  /** Where the pointer came onto it. */
  readonly x: number;
  readonly y: number;
}

interface Props {
  readonly pointed: PointedEdge;
  readonly labelOf: (nodeId: string) => string;
}

const WIDTH = 340;
const ROOM = 188;
/** Whoever only passes over it asks for nothing. */
const DWELL_MS = 150;
const MOST_QUOTES = 3;

export function EdgeTip({ pointed, labelOf }: Props) {
  const { edge, x, y } = pointed;
  const around = { left: x + 12, top: y - 10, bottom: y + 12 };
  const place = tipPlace(around, { width: WIDTH, room: ROOM });
  return createPortal(
    <div className="source-card" role="tooltip" style={{ ...place, width: WIDTH }}>
      <div>
        <p>
          <b>{edge.source}</b> → <b>{edge.target}</b>{" "}
          <span className="soft">({describeEvidence(edge)})</span>
        </p>
        <p className="source-label">{labelOf(edge.source)}</p>
        {isControlEdge(edge) ? (
          <p className="soft">No text of it: it decided that {edge.target} was made.</p>
        ) : (
          <Quotes {...pointed} />
        )}
      </div>
    </div>,
    document.body,
  );
}

/** Of the output that the words came from, which is read only now. */
function Quotes({ runId, edge }: PointedEdge) {
  const client = useClient();
  const hasDwelt = useDwelling();
  const source = useQuery({ ...queries.node(client, runId, edge.source), enabled: hasDwelt });
  const pieces = edge.evidence.filter(namesText);
  if (source.data === undefined) return <p className="soft">{plural(pieces.length, "text")}</p>;
  const { output } = source.data;
  return (
    <>
      {pieces.slice(0, MOST_QUOTES).map(({ output_path: path, output_span: span }, index) => (
        <blockquote key={`${path} ${span?.[0] ?? ""} ${index}`}>
          {quoteIn(output, path, span)}
        </blockquote>
      ))}
      {pieces.length > MOST_QUOTES ? (
        <p className="soft">and {plural(pieces.length - MOST_QUOTES, "text")} more</p>
      ) : null}
    </>
  );
}

function useDwelling(): boolean {
  const [hasDwelt, setDwelt] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDwelt(true), DWELL_MS);
    return () => clearTimeout(timer);
  }, []);
  return hasDwelt;
}
