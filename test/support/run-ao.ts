// Runs the built executable as a user does, in a home of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;

/** The executable under test. */
export const AO = process.env["AO_TEST_EXECUTABLE"] ?? join(root, "dist", "ao");
/** The Bun that programs are compared with. */
export const BUN = process.execPath;

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
}

/** What `ao record --json` ends with. */
export interface Report {
  readonly session_id: string;
  readonly run_id: string;
  readonly exit_code: number;
  readonly nodes: number;
  readonly edges: number;
  readonly url: string;
}

export type Reported = Finished & { readonly report: Report };

/** Runs a command to its end. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = Bun.spawn([...command], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.environment },
    stdin: options.stdin === undefined ? "ignore" : Buffer.from(options.stdin),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  await child.exited;
  const signal = typeof child.signalCode === "string" ? child.signalCode : null;
  return { stdout, stderr, exitCode: child.exitCode, signal };
}

/** An installation of its own: a home, and the server in it. */
export class Installation implements AsyncDisposable {
  readonly home: string = mkdtempSync(join(tmpdir(), "ao-test-"));
  readonly environment: Record<string, string | undefined>;

  constructor(environment: Readonly<Record<string, string>> = {}) {
    this.environment = {
      AO_HOME: join(this.home, "ao"),
      AO_PORT: "0",
      AO_IDLE_TIMEOUT: "120",
      // A test run under ao itself must not leak into the programs it starts.
      AO_SESSION_ID: undefined,
      AO_RUN_ID: undefined,
      ...environment,
    };
  }

  ao(words: readonly string[], options: RunOptions = {}): Promise<Finished> {
    return run([AO, ...words], {
      ...options,
      environment: { ...this.environment, ...options.environment },
    });
  }

  /** `ao record --json`, with its report; stderr without that line. */
  record(words: readonly string[], options: RunOptions = {}): Promise<Reported> {
    return this.#reported(["record", "--json", ...words], options);
  }

  /** `ao rerun --json`, likewise. */
  rerun(words: readonly string[], options: RunOptions = {}): Promise<Reported> {
    return this.#reported(["rerun", "--json", ...words], options);
  }

  async #reported(words: readonly string[], options: RunOptions): Promise<Reported> {
    const finished = await this.ao(words, options);
    const lines = finished.stderr.trimEnd().split("\n");
    const last = lines.pop() ?? "";
    const report = JSON.parse(last) as Report;
    const stderr = lines.length === 0 ? "" : `${lines.join("\n")}\n`;
    return { ...finished, stderr, report };
  }

  /** A command's `--json` document. */
  async json<Document>(...words: string[]): Promise<Document> {
    const finished = await this.ao([...words, "--json"]);
    if (finished.exitCode !== 0) throw new Error(`ao ${words.join(" ")}: ${finished.stderr}`);
    return JSON.parse(finished.stdout) as Document;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ao(["server", "stop"]);
    rmSync(this.home, { recursive: true, force: true });
  }
}
