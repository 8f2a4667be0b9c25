// How to start ao again from within ao. Runs in the CLI.
import { fileURLToPath } from "node:url";

/** Variables that would change what the started ao is; see facts.md of the design for BUN_BE_BUN. */
const NOT_INHERITED = [
  "BUN_BE_BUN",
  "BUN_OPTIONS",
  "BUN_INSPECT",
  "BUN_INSPECT_CONNECT_TO",
  "BUN_INSPECT_NOTIFY",
  "NODE_OPTIONS",
  "AO_SESSION_ID",
  "AO_RUN_ID",
];

/** The executable, or Bun with the source's entry file; ao's own arguments follow. */
export function selfCommand(): string[] {
  if (isCompiled()) return [process.execPath];
  return [process.execPath, fileURLToPath(new URL("../main.ts", import.meta.url))];
}

/** The environment of this process without what belongs to the program that runs in it. */
export function selfEnvironment(): Record<string, string | undefined> {
  const environment = { ...process.env };
  for (const name of NOT_INHERITED) delete environment[name];
  return environment;
}

/** Files inside the executable have paths of their own (`/$bunfs/…`, `B:\~BUN\…`). */
function isCompiled(): boolean {
  return /\$bunfs|~BUN/i.test(decodeURIComponent(import.meta.url));
}
