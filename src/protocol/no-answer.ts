// Reasons of calls that were not served, as far as more than one process has to know them.
import type { NodeSummary } from "#src/protocol/graph.ts";

/** The reason of a call that is not recorded, as its runner gives it; the server then says more. */
export const NO_RECORDED_ANSWER = "no recorded answer to this request";

/** The reason where nothing was to be served: then there is no more to say. */
export const CACHE_OFF = "the cache was switched off";

/** How the reason of a call begins that was refused in place of being sent, and the name of its error. */
export const NOT_SENT = "not sent";
export const NOT_SENT_ERROR = "NotSent";

/** True of a call that was neither served nor sent. */
export function wasRefused({ source, reason }: Pick<NodeSummary, "source" | "reason">): boolean {
  return source === "live" && reason.startsWith(NOT_SENT);
}
