// Lets the preload have `node:fs` without importing it: an import would settle for the whole program
// what `import { writeSync } from "node:fs"` gives, before the preload can put its own there.
import type { BunPlugin } from "bun";
import * as files from "node:fs";

const names = Object.entries(files).flatMap(([name, value]) =>
  typeof value === "function" && name !== "default" ? [name] : [],
);

/** Replaces imports of `node:fs` by the module that the runtime has. */
export const builtinPlugin: BunPlugin = {
  name: "ao-builtin",
  setup(build) {
    build.onResolve({ filter: /^node:fs$/ }, () => ({ path: "fs", namespace: "ao-builtin" }));
    build.onLoad({ filter: /.*/, namespace: "ao-builtin" }, () => ({
      contents: `export const { ${names.join(", ")} } = process.getBuiltinModule("node:fs");`,
      loader: "js",
    }));
  },
};
