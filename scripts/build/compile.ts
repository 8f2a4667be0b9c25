// Builds one executable.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { MODULE_FILES } from "#src/cli/types/module-files.ts";
import { bundlePageScript } from "#src/server/pages/page-script.ts";
import { embedPlugin } from "./embed-plugin.ts";
import type { Target } from "./targets.ts";
import { unbindFileSystem } from "./unbound-builtins.ts";

const root = new URL("../..", import.meta.url).pathname;

/** The bundle that recorded programs load first, and its hash. */
export async function bundlePreload(): Promise<{ code: string; hash: string }> {
  const result = await Bun.build({
    entrypoints: [`${root}src/worker/main.ts`],
    target: "bun",
    format: "esm",
    minify: { whitespace: true, syntax: true, identifiers: true },
  });
  const [output] = result.outputs;
  if (output === undefined) throw new Error("Cannot bundle the preload: no output");
  // Marked as bundled, Bun would ask for its source map below each uncaught exception.
  const code = unbindFileSystem((await output.text()).replace(/^\/\/ @bun.*\n/, ""));
  const hash = new Bun.CryptoHasher("sha256").update(code).digest("hex").slice(0, 16);
  return { code, hash };
}

function readProgramModule(): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of MODULE_FILES) texts[name] = readFileSync(`${root}src/module/${name}`, "utf8");
  return texts;
}

/** Writes the executable for `target` to `outfile`, with the native parser in `bindingFile`. */
export async function compile(target: Target, bindingFile: string, outfile: string): Promise<void> {
  mkdirSync(dirname(outfile), { recursive: true });
  const preload = await bundlePreload();
  const pageScript = await bundlePageScript();
  await Bun.build({
    entrypoints: [`${root}src/main.ts`],
    target: "bun",
    format: "esm",
    minify: { whitespace: true, syntax: true, identifiers: false },
    bytecode: true,
    // A command loads its own part only: the whole would take 8 ms at each start.
    splitting: true,
    // The user's own .env and bunfig.toml are for the program, not for ao.
    compile: {
      target: target.bun as never,
      outfile,
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
    plugins: [
      embedPlugin({ preload, pageScript, bindingFile, programModule: readProgramModule() }),
    ],
  });
}
