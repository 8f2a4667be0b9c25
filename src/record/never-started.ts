// Tells a program that could not start from one that failed. Runs in the CLI.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { STANDARD_INPUT } from "./find-script.ts";

/** The module that the preload provides. */
const PROVIDED = "ao";

/**
 * After a failed run without a single event: true where no line of the program can have run,
 * because it does not parse or imports what is not there.
 */
export function neverStarted(script: string): boolean {
  // It has been read, and is gone.
  if (script === STANDARD_INPUT) return false;
  const path = resolve(script);
  let imports: ReturnType<Bun.Transpiler["scanImports"]>;
  try {
    imports = new Bun.Transpiler({ loader: "tsx" }).scanImports(readFileSync(path, "utf8"));
  } catch {
    return parses(path, "ts") === false;
  }
  const specifiers = imports.flatMap(({ kind, path: specifier }) =>
    kind === "import-statement" && specifier !== PROVIDED && !resolves(specifier, path)
      ? [specifier]
      : [],
  );
  return specifiers.length > 0 && !resolveInRuntime(specifiers, path);
}

/** A type assertion in angle brackets parses as "ts" alone. */
function parses(path: string, loader: "ts"): boolean {
  try {
    new Bun.Transpiler({ loader }).scanImports(readFileSync(path, "utf8"));
    return true;
  } catch {
    return false;
  }
}

const RESOLVE_ALL =
  "const [directory, ...all] = process.argv.slice(1); for (const one of all) Bun.resolveSync(one, directory);";

/** What does not resolve here may do so where the program runs: ao itself reads no package.json, no tsconfig. */
function resolveInRuntime(specifiers: readonly string[], importer: string): boolean {
  const { BUN_OPTIONS: _, ...environment } = process.env;
  const { exitCode } = Bun.spawnSync(
    [process.execPath, "-e", RESOLVE_ALL, dirname(importer), ...specifiers],
    // In a directory whose bunfig.toml the program might have, its code would run again.
    { cwd: "/", env: { ...environment, BUN_BE_BUN: "1" }, stdio: ["ignore", "ignore", "ignore"] },
  );
  return exitCode === 0;
}

function resolves(specifier: string, importer: string): boolean {
  try {
    Bun.resolveSync(specifier, dirname(importer));
    return true;
  } catch {
    return false;
  }
}
