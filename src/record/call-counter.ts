// Counts how a program's calls were answered while their events go by, so that nobody has to wait for
// the server to say it. Runs in the CLI; pure.
import { NOT_SENT_ERROR } from "#src/protocol/no-answer.ts";
import type { CallCounts } from "#src/protocol/runner-event.ts";

export interface CallCounter {
  /** A line of the spool. */
  readonly add: (line: string) => void;
  readonly total: CallCounts;
}

const TYPE = /^\{"seq":\d+,"event":\{"type":"([a-z-]+)"/;
/** These stand behind the body, in which all quotes are escaped. */
const ORIGIN = /,"source":"(live|cache|edited)","reason":/;
const REFUSED = new RegExp(`,"error":\\{"name":"${NOT_SENT_ERROR}",`);
const EDITED = /,"edited":"(?:input|output)"\}\}$/;

export function createCallCounter(): CallCounter {
  const total = { live: 0, cache: 0, edited: 0, refused: 0 };
  return {
    total,
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
