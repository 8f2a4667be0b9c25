// Bundles what recorded programs load first, together with its bytecode: without that, parsing it would
// delay each of them by 4 ms.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const entry = new URL("../../src/worker/main.ts", import.meta.url).pathname;

/** The preload as it is put into the executable. */
export interface PreloadBundle {
  readonly code: string;
  /** JavaScriptCore's, for the Bun that builds; another one ignores it and parses the code. */
  readonly bytecode: Uint8Array;
  /** Of the code. */
  readonly hash: string;
}

/** @throws where the sources do not bundle. */
export async function bundlePreload(): Promise<PreloadBundle> {
  const bundle = toCommonJs(await bundleModules());
  const folder = mkdtempSync(join(tmpdir(), "ao-build-"));
  try {
    const source = join(folder, "preload.code.js");
    writeFileSync(source, bundle);
    await Bun.build({
      entrypoints: [source],
      outdir: join(folder, "out"),
      target: "bun",
      format: "cjs",
      minify: { whitespace: true },
      bytecode: true,
      // Without its comment, Bun would ask for the map below each uncaught exception of a program. The
      // map itself stays here: record/preload-file.ts puts an empty one beside the code.
      sourcemap: "linked",
    });
    const code = readFileSync(join(folder, "out", "preload.code.js"), "utf8");
    const bytecode = readFileSync(join(folder, "out", "preload.code.js.jsc"));
    const hash = new Bun.CryptoHasher("sha256").update(code).digest("hex").slice(0, 16);
    return { code, bytecode, hash };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundleModules(): Promise<string> {
  const result = await Bun.build({
    entrypoints: [entry],
    target: "bun",
    format: "esm",
    minify: { whitespace: true, syntax: true, identifiers: true },
  });
  const [output] = result.outputs;
  if (output === undefined) throw new Error("Cannot bundle the preload: no output");
  return (await output.text()).replace(/^\/\/ @bun.*\n/, "");
}

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*"(?:node:)?([a-z/_]+)";?/g;

/**
 * The bundle as CommonJS, which alone can have bytecode. Its built-in modules come from the runtime's
 * own objects: an import of `node:fs` would settle for the whole program what
 * `import { writeSync } from "node:fs"` gives, before the preload can put its own there.
 */
function toCommonJs(code: string): string {
  const unbound = code
    .replace(IMPORT, (_import, names: string, module: string) => {
      const bindings = names.replaceAll(/\s+as\s+/g, ":");
      return `var{${bindings}}=process.getBuiltinModule("node:${module}");`;
    })
    .replaceAll("import.meta.require", "require")
    .replaceAll("import.meta.path", "preloadPath");
  // An import of "ao:…" is text that it puts into modules of the program.
  const left = /import\.meta|import[\s{*][^"';]*from\s*"(?!ao:)/.exec(unbound);
  // Modules are strict, and so are their tail calls; CommonJS has to say so. The fourth argument is its
  // __filename, in whose place the bundler would put a path of this machine.
  if (left === null) return `"use strict";const preloadPath=arguments[3];${unbound}`;
  throw new Error(`Cannot bundle the preload as CommonJS: it has "${left[0]}"`);
}
