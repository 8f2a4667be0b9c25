// Builds one executable.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { MODULE_FILES } from "#src/cli/types/module-files.ts";
import { bundlePage } from "#src/server/pages/page-script.ts";
import { embedPagePlugin, embedPlugin } from "./embed-plugin.ts";
import { bundlePreload } from "./preload.ts";
import type { Target } from "./targets.ts";

const root = new URL("../..", import.meta.url).pathname;

function readProgramModule(): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of MODULE_FILES) texts[name] = readFileSync(`${root}src/module/${name}`, "utf8");
  return texts;
}

/** Writes the executable for `target` to `outfile`, with the native parser in `bindingFile`. */
export async function compile(target: Target, bindingFile: string, outfile: string): Promise<void> {
  mkdirSync(dirname(outfile), { recursive: true });
  const preload = await bundlePreload();
  // The executable embeds files, not bytes.
  const folder = mkdtempSync(join(tmpdir(), "ao-build-"));
  const code = join(folder, "preload.js.txt");
  const bytecode = join(folder, "preload.js.jsc");
  writeFileSync(code, preload.code);
  writeFileSync(bytecode, preload.bytecode);
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
      embedPagePlugin(await bundlePage()),
      embedPlugin({
        preload: { hash: preload.hash, code, bytecode },
        bindingFile,
        programModule: readProgramModule(),
      }),
    ],
  });
  rmSync(folder, { recursive: true, force: true });
}
