// The lines of one run for the picture of a comparison. Runs in the browser.
import { useMemo } from "react";
import { foldEdges } from "#src/protocol/presentation/fold-edges.ts";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import type { AlignedCall } from "#src/protocol/diff.ts";
import type { Run } from "#src/protocol/session.ts";
import { familyOf } from "#src/web/rerun/count-sources.ts";
import { useOutlines } from "#src/web/rerun/use-outlines.ts";
import { pathInside } from "./call-link.tsx";
import { type SideLine, sideLines } from "./side-lines.ts";

interface Wish {
  readonly run: Run;
  readonly runs: readonly Run[];
  readonly side: "a" | "b";
  /** In the order of the rows. */
  readonly calls: readonly AlignedCall[];
}

export function useSideLines({ run, runs, side, calls }: Wish): readonly SideLine[] {
  const family = useMemo(() => familyOf(runs, run.run_id), [runs, run.run_id]);
  const outlines = useOutlines(family);
  return useMemo(() => {
    const rows = new Map(
      calls.flatMap((call, row) => {
        const node = call[side];
        return node === null ? [] : [[`${call.subrun ?? ""} ${node.id}`, row] as const];
      }),
    );
    return (outlines ?? []).flatMap(({ run: inside, nodes, edges }) => {
      const place = inside.run_id === run.run_id ? "" : pathInside(run, inside);
      const order = orderNodes(nodes, edges).map(({ id }) => id);
      const { shown } = foldEdges(order, edges);
      return sideLines(shown, (id) => rows.get(`${place} ${id}`)).map((line) => ({
        ...line,
        key: `${place} ${line.key}`,
      }));
    });
  }, [outlines, calls, side, run]);
}
