// What stands in the source of a program: in its script, and in what that imports of its own. Runs in
// the CLI.
import { readFileSync } from "node:fs";
import { dirname, extname, isAbsolute } from "node:path";

export interface ProgramSource {
  /** Every word of the program's own files that can be a name. */
  readonly words: ReadonlySet<string>;
  /** The packages that they import, as they name them. */
  readonly packages: ReadonlySet<string>;
}

type Loader = "js" | "jsx" | "ts" | "tsx";
const LOADERS: Readonly<Record<string, Loader>> = {
  ".js": "jsx",
  ".mjs": "jsx",
  ".cjs": "jsx",
  ".jsx": "jsx",
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
};

/** More than a program is made of: what is not read is not found. */
const MOST_FILES = 2000;
const IN_PACKAGE = /[\\/]node_modules[\\/]/;

/** Reads no file of a package. What cannot be read or parsed is passed over. */
export function readProgramSource(script: string): ProgramSource {
  const words = new Set<string>();
  const packages = new Set<string>();
  const files = new Set([script]);
  // The set grows while it is walked through.
  for (const file of files) {
    const text = readIfAny(file);
    for (const [word] of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) words.add(word);
    for (const specifier of importsOf(file, text)) {
      const path = resolveIfAny(specifier, dirname(file));
      if (path === null || IN_PACKAGE.test(path)) packages.add(specifier);
      else if (isAbsolute(path) && files.size < MOST_FILES) files.add(path);
    }
  }
  return { words, packages };
}

function importsOf(file: string, text: string): string[] {
  const loader = LOADERS[extname(file)];
  if (loader === undefined) return [];
  try {
    return new Bun.Transpiler({ loader }).scanImports(text).map(({ path }) => path);
  } catch {
    return []; // The program itself will say what is wrong with it.
  }
}

/** Null for what is not there; a module of the runtime stays its name. */
function resolveIfAny(specifier: string, folder: string): string | null {
  try {
    return Bun.resolveSync(specifier, folder);
  } catch {
    return null;
  }
}

function readIfAny(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
