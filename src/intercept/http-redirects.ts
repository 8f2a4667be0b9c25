// Makes one call of a request and the redirects that its client follows. Runs in the user's process.
// Node follows none by itself: axios and got see the 3xx and send another request.
import { CallTap } from "#src/intercept/call-tap.ts";
import type { CallRecorder, ResponseHead } from "#src/intercept/call-recorder.ts";

/** How long a client may take to send the next request; got first reads the body of the 3xx. */
const PATIENCE_MS = 250;

// RFC 9110, 15.4.
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const startTimer = setTimeout;
const stopTimer = clearTimeout;

/** The redirects that nobody has followed yet, by the URL they lead to. */
export class Redirects<Call extends { readonly tap: CallTap }> {
  readonly #open = new Map<string, { call: Call; answer: CallTap; timer: Timer }>();
  readonly #recorder: CallRecorder;

  constructor(recorder: CallRecorder) {
    this.#recorder = recorder;
  }

  /**
   * A response to `call` has come. Where it is a redirect, the tap that holds what it says until it
   * is known whether the program takes it for its answer; else the call's own.
   */
  receive(call: Call, url: string, head: ResponseHead): CallTap {
    const location = REDIRECTS.has(head.status) ? head.header("location") : null;
    if (location === null || !URL.canParse(location, url)) return call.tap;
    const target = new URL(location, url).href;
    const answer = new CallTap(this.#recorder, "redirects");
    const timer = startTimer(() => {
      this.#open.delete(target);
      answer.settle(call.tap.toCall());
    }, PATIENCE_MS);
    timer.unref();
    this.#open.set(target, { call, answer, timer });
    return answer;
  }

  /** The call that a request to this URL goes on with; undefined where it is a new one. */
  follow(url: string): Call | undefined {
    if (this.#open.size === 0) return undefined;
    const redirect = this.#open.get(url);
    if (redirect === undefined) return undefined;
    this.#open.delete(url);
    stopTimer(redirect.timer);
    redirect.answer.settle(null);
    return redirect.call;
  }
}

type Timer = ReturnType<typeof setTimeout>;
