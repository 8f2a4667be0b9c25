// Runs something before each way in which a program ends its own process. Runs in the user's process.
// A listener would be seen; these are the functions themselves.
import { type BoundFunction, type Patches, bindTo } from "#src/intercept/patches.ts";

const WAYS_OUT = ["exit", "reallyExit", "abort", "kill"];

/** Calls `work` each time; it must not throw. */
export function beforeExit(patches: Patches, work: () => void): void {
  for (const name of WAYS_OUT) {
    patches.patch<BoundFunction>(process, name, (real) => {
      const native = bindTo(real, process);
      return (...values) => {
        work();
        return native(...values);
      };
    });
  }
}
