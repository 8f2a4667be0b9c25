// The edge that the pointer is on: it is lit, and a click goes to where its words are used. Runs in the
// browser.
import { type MouseEvent, useMemo, useState } from "react";
import { namesText } from "#src/protocol/presentation/evidence.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { writeMark } from "#src/web/node/mark-address.ts";
import { highlight } from "#src/web/state/highlight.ts";
import { goTo } from "#src/web/state/location.ts";
import type { CallEdge } from "./data-edge.tsx";
import type { PointedEdge } from "./edge-tip.tsx";
import type { PicturedSubrun } from "./use-picture.ts";

export function usePointedEdge(outline: RunOutline, pictured: readonly PicturedSubrun[]) {
  const [pointed, setPointed] = useState<PointedEdge | null>(null);
  const shownRun = outline.run.run_id;
  const handlers = useMemo(() => {
    const leave = (): void => {
      highlight(null);
      setPointed(null);
    };
    return {
      onEdgeMouseEnter: ({ clientX: x, clientY: y }: MouseEvent, { data }: CallEdge) => {
        if (data === undefined) return;
        const { runId, edge } = data;
        // Inside of a group other calls have the same names.
        if (runId === shownRun) highlight(`${edge.source} ${edge.target}`);
        setPointed({ runId, edge, x, y });
      },
      onEdgeMouseLeave: leave,
      // What moves below a resting pointer is not what it points at.
      onMoveStart: leave,
      onEdgeClick: (_event: MouseEvent, { data }: CallEdge) => {
        leave();
        if (data === undefined) return;
        const other = data.runId === shownRun ? {} : { run: data.runId };
        goTo({ ...other, ...placeOf(data.edge) });
      },
    };
  }, [shownRun]);
  const labelOf = (nodeId: string): string => {
    const shown = [outline, ...pictured.flatMap(({ outline: inside }) => inside ?? [])];
    const its = shown.find(({ run }) => run.run_id === pointed?.runId);
    return its?.nodes.find(({ id }) => id === nodeId)?.label ?? "";
  };
  return { pointed, labelOf, handlers };
}

function placeOf({ target, evidence }: PointedEdge["edge"]) {
  const found = evidence.find(namesText);
  const place = { node: target, tab: "input" as const };
  if (found === undefined) return place;
  const { input_path: path, input_span: span } = found;
  return { ...place, mark: writeMark({ side: "input", path, span }) };
}
