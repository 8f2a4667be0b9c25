// What is to become of a call: answered from a recorded one, sent, sent with an edit, or refused.
// Runs in the user's process.
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import type { CallEnd } from "#src/protocol/runner-event.ts";

export interface Verdict {
  /** What the program gets; null where the request goes out. */
  readonly answer: CachedAnswer | null;
  /** The body that goes out, or was asked for, in place of the program's; null where its own does. */
  readonly send: string | null;
  readonly source: CallEnd["source"];
  readonly edited: NonNullable<CallEnd["edited"]> | null;
  readonly servedFrom: NonNullable<CallEnd["served_from"]> | null;
  readonly reason: string | null;
  /** Set where the answer is an error of ours. */
  readonly refused: boolean;
  /** Called where the call ends in anything but an answer. */
  readonly onFailure: (() => void) | null;
  /** Called with the text of its answer. */
  readonly onAnswer: ((text: string) => void) | null;
}

/** Of a call that goes out as it is. */
export const LIVE: Verdict = {
  answer: null,
  send: null,
  source: "live",
  edited: null,
  servedFrom: null,
  reason: null,
  refused: false,
  onFailure: null,
  onAnswer: null,
};
