// Gives native functions what they refuse: the errors, with their stacks, are the runtime's.
// oxlint-disable no-console -- the program's output is what is compared
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";

type Call = (...values: unknown[]) => unknown;
const calls: Record<string, readonly [unknown, readonly (readonly unknown[])[]]> = {
  "Bun.spawn": [Bun.spawn, [[], [5], [{}], [[]], [["nothing-of-that-name"]], [["ls"], { env: 5 }]]],
  "Bun.spawnSync": [Bun.spawnSync, [[], [["nothing-of-that-name"]]]],
  execFileSync: [execFileSync, [[], ["nothing-of-that-name"]]],
  "Bun.write": [Bun.write, [[], [Bun.stdout], [{}, "x"]]],
  "Bun.file": [Bun.file, [[], [{}], [-1]]],
  "fs.writeSync": [fs.writeSync, [[], [1, {}], ["x", "y"], [99, "x"], [1, new Uint8Array(2), 5]]],
  "fs.write": [fs.write, [[], [1], [1, "x", 5]]],
  "fs.writeFileSync": [fs.writeFileSync, [[], [1], [99, "x"], [1, Symbol("s")]]],
  "fs.appendFileSync": [fs.appendFileSync, [[], [-1, "x"]]],
  "process.kill": [process.kill, [[], ["x"], [process.pid, "SIGNONE"], [99_999_999, 0]]],
  "process.exit": [process.exit, [["x"]]],
  "stdout.write": [process.stdout.write.bind(process.stdout), [[], [{}], [null]]],
  writer: [Reflect.get(Blob.prototype, "writer"), [[], [1]]],
  Worker: [(...values: unknown[]) => Reflect.construct(Worker, values), [[], [Symbol("s")]]],
  "Worker without new": [Worker, [[]]],
  fetch: [fetch, [[], ["no address"], [{}]]],
};
for (const [name, [call, lists]] of Object.entries(calls)) {
  for (const values of lists) {
    try {
      const result = (call as Call)(...values);
      console.log(name, typeof result, await (result instanceof Promise ? result : undefined));
    } catch (error) {
      const { name: kind, message, code, stack } = error as Error & { code?: unknown };
      console.log(name, kind, code, message, stack?.replaceAll(/:\d+:\d+/g, ""));
    }
  }
}
console.log(spawnSync("nothing-of-that-name").error?.message);
