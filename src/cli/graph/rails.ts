// The lines left of the nodes: one lane per output that somebody still uses. A node is drawn on the
// lane that ends in it, so that a chain is one straight line. Pure.

/** Where the node itself goes in {@link RailRow.beside}. */
export const NODE_MARK = "\u0000";

export interface RailRow {
  /** The lanes on the node's own line, `├─\0 │`; without trailing spaces. */
  readonly beside: string;
  /** The lanes on the lines below it. */
  readonly below: string;
}

interface RailNode {
  readonly id: string;
  /** Earlier nodes it came from. */
  readonly sources: readonly string[];
}

/**
 * One row per node, in order. At most `laneLimit` lanes are open at once; a node that finds none
 * stands right of them, and what leaves it is not drawn.
 */
export function drawRails(nodes: readonly RailNode[], laneLimit: number): RailRow[] {
  const consumers = new Map<string, number>();
  for (const node of nodes) {
    for (const source of node.sources) consumers.set(source, (consumers.get(source) ?? 0) + 1);
  }
  const lanes: (string | null)[] = [];
  return nodes.map((node) => {
    const sources = lanes.flatMap((owner, lane) =>
      owner !== null && node.sources.includes(owner) ? [lane] : [],
    );
    for (const source of node.sources) consumers.set(source, (consumers.get(source) ?? 1) - 1);
    const isClosing = (lane: number): boolean => consumers.get(lanes[lane] ?? "") === 0;
    const column = chooseColumn({ lanes, sources, isClosing, laneLimit });
    const beside = drawRow({ lanes, sources, isClosing, column });
    for (const lane of sources) if (isClosing(lane)) lanes[lane] = null;
    const isUsed = (consumers.get(node.id) ?? 0) > 0;
    if (column < laneLimit) lanes[column] = isUsed ? node.id : null;
    while (lanes.length > 0 && lanes.at(-1) === null) lanes.pop();
    return { beside, below: lanes.map((owner) => (owner === null ? " " : "│")).join(" ") };
  });
}

interface Row {
  readonly lanes: readonly (string | null)[];
  /** The lanes that lead into the node. */
  readonly sources: readonly number[];
  readonly isClosing: (lane: number) => boolean;
}

function chooseColumn({
  lanes,
  sources,
  isClosing,
  laneLimit,
}: Row & { laneLimit: number }): number {
  const continued = sources.find(isClosing);
  if (continued !== undefined) return continued;
  const isFree = (lane: number): boolean => (lanes[lane] ?? null) === null;
  const candidates = Array.from({ length: laneLimit }, (_, lane) => lane).filter(isFree);
  const rightOfSource = candidates.find((lane) => lane > (sources[0] ?? -1));
  return rightOfSource ?? candidates[0] ?? laneLimit;
}

function drawRow({ lanes, sources, isClosing, column }: Row & { column: number }): string {
  const left = Math.min(column, ...sources);
  const right = Math.max(column, ...sources);
  let row = "";
  for (let lane = 0; lane < Math.max(lanes.length, column + 1); lane++) {
    if (lane === column) row += NODE_MARK;
    else if (sources.includes(lane)) row += junction({ lane, left, right, isClosing });
    else if ((lanes[lane] ?? null) !== null) row += "│";
    else row += lane > left && lane < right ? "─" : " ";
    row += lane >= left && lane < right ? "─" : " ";
  }
  return row.trimEnd();
}

function junction(at: {
  readonly lane: number;
  readonly left: number;
  readonly right: number;
  readonly isClosing: (lane: number) => boolean;
}): string {
  const isClosing = at.isClosing(at.lane);
  if (at.lane === at.left) return isClosing ? "╰" : "├";
  if (at.lane === at.right) return isClosing ? "╯" : "┤";
  return isClosing ? "┴" : "┼";
}
