// What frames of a stack are known by: hashes of the line of code and of its function. Runs in the
// user's process; a program asks from few lines, many times.
import { textHash } from "./mix.ts";

/** A line of code that the program came by. */
export interface Step {
  readonly line: number;
  /** Its function, which stays what it is when code above it is edited. */
  readonly owner: number;
  readonly frame: string;
}

export interface Frames {
  stepOf(frame: string): Step;
  /** The hash of the functions in the stack of a call. */
  callerOf(stack: string): number;
}

/** A program that makes its code as it goes has ever new lines. */
const MOST_LINES = 10_000;

/** The frames of this process. */
export function createFrames(): Frames {
  const steps = new Map<string, Step>();
  const callers = new Map<string, number>();
  return {
    stepOf: (frame) => {
      const known = steps.get(frame);
      if (known !== undefined) return known;
      const owner = textHash(frame.replace(/:\d+:\d+\)?$/, ""));
      const step = { frame, line: textHash(frame), owner };
      if (steps.size < MOST_LINES) steps.set(frame, step);
      return step;
    },
    callerOf: (stack) => {
      const known = callers.get(stack);
      if (known !== undefined) return known;
      // What awaits it is shown or not as the engine finds it out.
      const [called = ""] = stack.split(/^at async /m, 1);
      const hash = textHash(called.replaceAll(/:\d+:\d+\)?$/gm, ""));
      if (callers.size < MOST_LINES) callers.set(stack, hash);
      return hash;
    },
  };
}
