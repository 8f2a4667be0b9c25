// Lets the preload have `node:fs` without importing it: an import would settle for the whole program
// what `import { writeSync } from "node:fs"` gives, before the preload can put its own there.

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*"(?:node:)?fs";?/g;

/** The bundle with its imports of `node:fs` taken from the runtime's own object instead. */
export function unbindFileSystem(code: string): string {
  const unbound = code.replace(IMPORT, (_import, names: string) => {
    const bindings = names.replaceAll(/\s+as\s+/g, ":");
    return `var{${bindings}}=process.getBuiltinModule("node:fs");`;
  });
  if (/from\s*"(?:node:)?fs"/.test(unbound)) {
    throw new Error("Cannot bundle the preload: it imports node:fs in another way than by names");
  }
  return unbound;
}
