// Counts how a program's calls were answered while their events go by, so that nobody has to wait for
// the server to say it. Runs in the CLI; pure.
import { NOT_SENT_ERROR } from "#src/protocol/no-answer.ts";
import type { CallCounts, NodeReference } from "#src/protocol/runner-event.ts";

export interface CallCounter {
  /** A line of the spool. */
  readonly add: (line: string) => void;
  readonly total: CallCounts;
  /** The recorded calls whose edits were used, as `nameOfCall()` has them. */
  readonly usedEdits: ReadonlySet<string>;
}

const TYPE = /^\{"seq":\d+,"event":\{"type":"([a-z-]+)"/;
/** These stand behind the body, in which all quotes are escaped. */
const ORIGIN = /,"source":"(live|cache|edited)","reason":/;
const REFUSED = new RegExp(`,"error":\\{"name":"${NOT_SENT_ERROR}",`);
const EDITED = /,"edited":"(?:input|output)"\}\}$/;
const USED = /,"served_from":\{"run_id":"(\w+)","node_id":"(n\d+)"\},"edited":"\w+"\}\}$/;

/** A recorded call as one word. */
export function nameOfCall({ run_id, node_id }: NodeReference): string {
  return `${run_id}/${node_id}`;
}

export function createCallCounter(): CallCounter {
  const usedEdits = new Set<string>();
  const total = { live: 0, cache: 0, edited: 0, refused: 0 };
  return {
    total,
    usedEdits,
    add: (line) => {
      switch (TYPE.exec(line)?.[1]) {
        case "call-served":
          total.cache += 1;
          break;
        case "call-start":
          // Until its end says something else, and where that never comes.
          total.live += 1;
          break;
        case "call-end":
          total.live -= 1;
          total[originOf(line)] += 1;
          addUsed(usedEdits, line);
          break;
      }
    },
  };
}

function originOf(line: string): keyof CallCounts {
  if (REFUSED.test(line)) return "refused";
  if (EDITED.test(line)) return "edited";
  return ORIGIN.exec(line)?.[1] === "cache" ? "cache" : "live";
}

function addUsed(used: Set<string>, line: string): void {
  const [, run_id, node_id] = USED.exec(line) ?? [];
  if (run_id !== undefined && node_id !== undefined) used.add(nameOfCall({ run_id, node_id }));
}
