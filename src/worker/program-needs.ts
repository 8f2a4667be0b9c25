// Guesses, before the program starts, whether it may use the slow-to-load built-in modules that the
// interceptors patch (together some 20 ms). A wrong "yes" costs that time; "no" must be certain.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Built-in modules through which no call leaves. */
const HARMLESS = new Set(
  "assert buffer console constants crypto diagnostics_channel events fs fs/promises os path perf_hooks process querystring readline string_decoder timers timers/promises tty url util v8 zlib sqlite bun:sqlite bun:jsc bun:test".split(
    " ",
  ),
);

/** Ways to reach a built-in module, a process or a worker without an import that names it. */
const INDIRECT =
  /getBuiltinModule|createRequire|\bWorker\b|_load\b|\brequire\s*\(\s*[^"'\s]|\bimport\s*\(\s*[^"'\s]/;

const MOST_FILES = 30;

/** Packages that Bun replaces by built-in modules of its own. */
const FETCH_LIBRARIES = ["undici", "node-fetch"];
const NAMES_FETCH_LIBRARY = /\bundici\b|\bnode-fetch\b/;

export interface ProgramNeeds {
  /** node:http and its like, child processes, workers, SDKs. */
  readonly builtins: boolean;
  /** `undici` and `node-fetch`. */
  readonly fetchLibraries: boolean;
  /** `node:crypto`. */
  readonly nodeCrypto: boolean;
}

/** Where nothing can be told. */
export const ALL_NEEDS: ProgramNeeds = {
  builtins: true,
  fetchLibraries: true,
  nodeCrypto: true,
};

/**
 * What a program may need, by its entry file and what that imports (relative files only, at most 30).
 * Packages are not read: with one, it may need everything, and a fetch library where one is installed.
 */
export function guessNeeds(entry: string): ProgramNeeds {
  const waiting = [entry];
  const seen = new Set(waiting);
  let builtins = false;
  let fetchLibraries = false;
  let nodeCrypto = false;
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const imports = readImports(file);
    if (imports === null || seen.size > MOST_FILES) return ALL_NEEDS;
    builtins ||= imports.reachesOut;
    fetchLibraries ||= imports.namesFetchLibrary;
    nodeCrypto ||= imports.importsCrypto;
    for (const path of imports.files) {
      if (seen.has(path)) continue;
      seen.add(path);
      waiting.push(path);
    }
  }
  fetchLibraries ||= builtins && hasFetchLibrary(entry);
  // Any package may import it, and then those above have loaded it anyway.
  return { builtins, fetchLibraries, nodeCrypto: nodeCrypto || builtins };
}

interface Imports {
  /** The program's own files. */
  readonly files: readonly string[];
  /** A package, or a built-in module that is not harmless. */
  readonly reachesOut: boolean;
  readonly namesFetchLibrary: boolean;
  readonly importsCrypto: boolean;
}

/** What a file imports, or null where that cannot be told. */
function readImports(file: string): Imports | null {
  if (file.endsWith(".json") || file.endsWith(".txt")) return NO_IMPORTS;
  try {
    const source = readFileSync(file, "utf8");
    if (source.trim() === "") return NO_IMPORTS;
    return INDIRECT.test(source) ? null : scanSource(source, file);
  } catch {
    // A syntax error or a missing file: the runtime reports it; patching early is always right.
    return null;
  }
}

const NO_IMPORTS: Imports = {
  files: [],
  reachesOut: false,
  namesFetchLibrary: false,
  importsCrypto: false,
};

function scanSource(source: string, file: string): Imports {
  const files: string[] = [];
  let reachesOut = false;
  let importsCrypto = false;
  const transpiler = new Bun.Transpiler({ loader: file.endsWith("x") ? "tsx" : "ts" });
  for (const { path } of transpiler.scanImports(source)) {
    const builtin = path.replace(/^node:/, "");
    importsCrypto ||= builtin === "crypto";
    if (HARMLESS.has(builtin) || path === "bun") continue;
    if (path.startsWith(".") || path.startsWith("/")) {
      files.push(Bun.resolveSync(path, dirname(file)));
    } else reachesOut = true;
  }
  return {
    files,
    reachesOut,
    namesFetchLibrary: NAMES_FETCH_LIBRARY.test(source),
    importsCrypto,
  };
}

/** True where a package of the program may import one: it is installed in a folder above the entry. */
function hasFetchLibrary(entry: string): boolean {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    if (FETCH_LIBRARIES.some((name) => existsSync(join(packages, name)))) return true;
    if (folder === dirname(folder)) return false;
  }
}
