// The file that recorded programs load first. A child process cannot read what is embedded in the
// executable, so it is written once per build, under its hash. Runs in the CLI.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { EMBEDDED_PRELOAD } from "./embedded-preload.ts";

/** Beside `preload.js`, which loads it; worker/main.ts knows the one by the other. */
const CODE_NAME = "preload.code.js";

/**
 * Loads the code and takes it out of the cache again: the first CommonJS module there is takes itself
 * for the main one, and a CommonJS program can list what was loaded before it.
 */
const LOADER = `const { require } = import.meta;
require("./${CODE_NAME}");
delete require.cache[\`\${import.meta.dir}/${CODE_NAME}\`];
queueMicrotask(() => delete require.cache[import.meta.path]);
`;

/**
 * Code with bytecode must have a source map that Bun can read: else it complains in the program's own
 * output. This one leaves the frames of the preload in its file, where they are known to be ao's.
 */
const EMPTY_MAP =
  '{"version":3,"sources":["preload.code.js"],"sourcesContent":[""],"names":[],"mappings":"AAAA"}';

/**
 * The path of the preload, which is there when this returns.
 * @throws where the runtime folder cannot be written.
 */
export function preparePreload(directories: Directories): string {
  const embedded = EMBEDDED_PRELOAD;
  if (embedded === null) return Bun.fileURLToPath(import.meta.resolve("#src/worker/main.ts"));
  const folder = join(directories.runtime, embedded.hash);
  const path = join(folder, "preload.js");
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(directories.runtime, 0o700);
  put(readFileSync(embedded.bytecode), join(folder, `${CODE_NAME}.jsc`));
  put(EMPTY_MAP, join(folder, `${CODE_NAME}.map`));
  put(readFileSync(embedded.code), join(folder, CODE_NAME));
  // Last: it is what is looked for.
  put(LOADER, path);
  return path;
}

/** Renamed into place: another `ao record` may be starting a program at this moment. */
function put(content: string | Uint8Array, path: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}
