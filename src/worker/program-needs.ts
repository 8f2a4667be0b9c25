// Guesses, before the program starts, whether it may use the slow-to-load built-in modules that the
// interceptors patch (together some 20 ms). A wrong "yes" costs that time; "no" must be certain.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

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

/**
 * True unless the entry file and everything it imports (relative files only, at most 30) surely
 * needs none of them. Anything unexpected, a package import included, is a yes.
 */
export function mayNeedBuiltins(entry: string): boolean {
  const waiting = [entry];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    try {
      const imported = relativeImports(file);
      if (imported === null || seen.size > MOST_FILES) return true;
      for (const path of imported) {
        if (seen.has(path)) continue;
        seen.add(path);
        waiting.push(path);
      }
    } catch {
      // A syntax error or a missing file: the runtime reports it; patching early is always right.
      return true;
    }
  }
  return false;
}

/** The files that `file` imports, or null where it may reach a module that matters. */
function relativeImports(file: string): string[] | null {
  if (file.endsWith(".json") || file.endsWith(".txt")) return [];
  const source = readFileSync(file, "utf8");
  if (source.trim() === "") return [];
  if (INDIRECT.test(source)) return null;
  const files: string[] = [];
  const transpiler = new Bun.Transpiler({ loader: file.endsWith("x") ? "tsx" : "ts" });
  for (const { path } of transpiler.scanImports(source)) {
    if (HARMLESS.has(path.replace(/^node:/, "")) || path === "bun") continue;
    if (!path.startsWith(".") && !path.startsWith("/")) return null;
    files.push(Bun.resolveSync(path, dirname(file)));
  }
  return files;
}
