// A line from a call to one that used its output; a long one swings to the side of what lies between.
// Runs in the browser.
import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { CARD_HEIGHT, CARD_WIDTH } from "./layout.ts";

export type CallEdge = Edge<
  { readonly isControl: boolean; readonly isNear: boolean; readonly isLit: boolean },
  "data"
>;

/** Further than to the next row. */
const LONG = CARD_HEIGHT * 2;

export const DataEdge = memo(function DataEdge(props: EdgeProps<CallEdge>) {
  const { sourceX, sourceY, targetX, targetY, data } = props;
  const path =
    targetY - sourceY > LONG
      ? sidePath(props)
      : getBezierPath({ sourceX, sourceY, targetX, targetY })[0];
  const classes = [
    "line",
    data?.isControl ? "control" : "",
    data?.isNear ? "near" : "",
    data?.isLit ? "lit" : "",
  ];
  return <BaseEdge path={path} className={classes.join(" ").trim()} interactionWidth={0} />;
});

/** Down the gap beside the source's column. */
function sidePath({ sourceX, sourceY, targetX, targetY }: EdgeProps<CallEdge>): string {
  const side = targetX >= sourceX ? 1 : -1;
  const x = sourceX + side * (CARD_WIDTH / 2 + 14);
  const bend = 44;
  return [
    `M ${sourceX} ${sourceY}`,
    `C ${sourceX} ${sourceY + bend / 2}, ${x} ${sourceY}, ${x} ${sourceY + bend}`,
    `L ${x} ${targetY - bend}`,
    `C ${x} ${targetY}, ${targetX} ${targetY - bend / 2}, ${targetX} ${targetY}`,
  ].join(" ");
}
