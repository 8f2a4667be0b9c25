// ao run from its sources in a home of its own, for tests of commands that need no executable.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUN, type Finished, type RunOptions, run } from "#test/support/run-ao.ts";

const root = new URL("../..", import.meta.url).pathname;

/** The words that start ao. */
export const AO_SOURCE: readonly string[] = [BUN, join(root, "src/main.ts")];

export interface SourceInstallation extends AsyncDisposable {
  /** A folder for the test's own files; ao's home is below it. */
  readonly folder: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs `ao <words>` to its end. */
  ao(words: readonly string[], options?: RunOptions): Promise<Finished>;
}

/** A new, empty installation; disposing it stops its server. */
export function createSourceInstallation(): SourceInstallation {
  const folder = mkdtempSync(join(tmpdir(), "ao-cli-"));
  const home = join(folder, "ao");
  const environment: Record<string, string | undefined> = {
    AO_HOME: home,
    AO_PORT: "0",
    AO_IDLE_TIMEOUT: "60",
    AO_TOKEN: undefined,
    AO_LOG_LEVEL: undefined,
    AO_SESSION_ID: undefined,
    AO_RUN_ID: undefined,
    COLUMNS: undefined,
  };
  const ao: SourceInstallation["ao"] = (words, options = {}) =>
    run([...AO_SOURCE, ...words], {
      ...options,
      environment: { ...environment, ...options.environment },
    });
  return {
    folder,
    home,
    environment,
    ao,
    async [Symbol.asyncDispose]() {
      await ao(["server", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
