// What stands in a picture: a call, or a subrun, folded or with its own picture inside. Pure.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";

export const CARD_WIDTH = 248;
export const CARD_HEIGHT = 88;
/** Around what is inside of a group, and above it for its title. */
export const GROUP_PADDING = 16;
export const GROUP_HEAD = 40;

/** A size is in pixels. */
export interface Item {
  readonly id: string;
  readonly started_at: string;
  readonly duration_ms: number | null;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function callItem({ id, started_at, duration_ms }: NodeSummary): Item {
  return { id, started_at, duration_ms, width: CARD_WIDTH, height: CARD_HEIGHT };
}

/** `inside` is the size of its own picture; null where it is folded. */
export function subrunItem(run: Run, inside: Size | null): Item {
  const { run_id, started_at, duration_ms } = run;
  const size =
    inside === null
      ? { width: CARD_WIDTH, height: CARD_HEIGHT }
      : {
          width: inside.width + 2 * GROUP_PADDING,
          height: inside.height + GROUP_HEAD + GROUP_PADDING,
        };
  return { id: subrunItemId(run_id), started_at, duration_ms, ...size };
}

/** Ids of runs and of nodes are told apart. */
export function subrunItemId(runId: string): string {
  return `subrun ${runId}`;
}
