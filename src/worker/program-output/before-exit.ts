// Runs something before each way in which a program ends its own process. Runs in the user's process.
// A listener would be seen; these are the functions themselves.
import type { AnyFunction, Patches } from "#src/intercept/patches.ts";

type Native = (...values: unknown[]) => unknown;

const WAYS_OUT = ["exit", "reallyExit", "abort", "kill"];

const bind = Function.prototype.call.bind(Function.prototype.bind) as (
  target: AnyFunction,
  receiver: unknown,
) => Native;

/** Calls `work` each time; it must not throw. */
export function beforeExit(patches: Patches, work: () => void): void {
  for (const name of WAYS_OUT) {
    patches.patch<Native>(process, name, (real) => {
      const native = bind(real, process);
      return (...values) => {
        work();
        return native(...values);
      };
    });
  }
}
