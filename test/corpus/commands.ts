// Runs commands for the corpus: from the repository, with nothing of the caller's environment.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TIMEOUT_MS = 60_000;
export const repository: string = fileURLToPath(new URL("../..", import.meta.url));

export interface Done {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Nothing of the caller's environment but what any program needs: no keys, no settings of ao. */
export function environment(
  home: string,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    TMPDIR: tmpdir(),
    AO_HOME: join(home, "ao"),
    AO_PORT: "0",
    AO_IDLE_TIMEOUT: "120",
    ...variables,
  };
}

/** Runs a command to its end. */
export async function run(command: readonly string[], env: Record<string, string>): Promise<Done> {
  const child = Bun.spawn([...command], {
    cwd: repository,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, output, errors };
}
