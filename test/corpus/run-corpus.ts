// Runs the corpus: every program as it is and under `ao record`, each against a mock of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph } from "#src/protocol/graph.ts";
import { startMockProvider } from "#test/support/mock-provider.ts";
import { allCases } from "./cases/all-cases.ts";
import type { CorpusCase } from "./corpus-case.ts";
import { type Done, environment, repository, run } from "./commands.ts";
import { judge, type Verdict } from "./judge.ts";

export interface CorpusOptions {
  /** The command that is ao: `["dist/ao"]`, or Bun and the entry file. */
  readonly ao: readonly string[];
  /** Only the programs with these words in their name; all where empty. */
  readonly only: readonly string[];
  /** Programs at a time. */
  readonly parallel: number;
  /** Keep AO_HOME, and say where it is. */
  readonly keep?: boolean;
  readonly progress?: (verdict: Verdict) => void;
}

export interface CorpusRun {
  readonly verdicts: readonly Verdict[];
  /** AO_HOME of the run where it was kept. */
  readonly home: string | null;
}

/** ao from the sources, under this Bun. */
export const aoFromSources: readonly string[] = [process.execPath, join(repository, "src/main.ts")];

/** Runs and judges the programs; the server it starts is its own, and gone afterwards. */
export async function runCorpus(options: CorpusOptions): Promise<CorpusRun> {
  const home = mkdtempSync(join(tmpdir(), "ao-corpus-"));
  const queue = Object.entries(allCases).filter(
    ([name]) => options.only.length === 0 || options.only.some((word) => name.includes(word)),
  );
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const verdict = await runCase(next[0], next[1], { ao: options.ao, home });
      verdicts.push(verdict);
      options.progress?.(verdict);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.parallel }, work));
  } finally {
    await run([...options.ao, "server", "stop"], environment(home, {}));
    if (options.keep !== true) rmSync(home, { recursive: true, force: true });
  }
  const order = Object.keys(allCases);
  verdicts.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { verdicts, home: options.keep === true ? home : null };
}

interface Ao {
  readonly ao: readonly string[];
  readonly home: string;
}

async function runCase(name: string, corpusCase: CorpusCase, ao: Ao): Promise<Verdict> {
  const program = join(repository, "test/corpus/programs", `${name}.ts`);
  const plain = await withMock(corpusCase, (variables) =>
    run([process.execPath, program], environment(ao.home, variables)),
  );
  const recorded = await withMock(corpusCase, async (variables) => {
    const command = [...ao.ao, "record", "--json", "--name", name, program];
    const env = environment(ao.home, variables);
    const done = await run(command, env);
    return { ...done, ...(await readGraph(done.errors, ao, env)) };
  });
  const verdict = judge(name, corpusCase, {
    graph: recorded.graph,
    calls: recorded.calls,
    plainCalls: plain.calls,
  });
  const unread = recorded.problem === null ? [] : [recorded.problem];
  return {
    ...verdict,
    problems: [...differences(plain, recorded), ...unread, ...verdict.problems],
  };
}

type Mocked<T> = T & { readonly calls: Awaited<ReturnType<typeof startMockProvider>>["calls"] };

async function withMock<T extends object>(
  corpusCase: CorpusCase,
  action: (variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<Mocked<T>> {
  const mock = await startMockProvider(corpusCase.rules);
  try {
    const done = await action(mock.environment);
    if (mock.unmatched.length > 0) {
      throw new Error(`The mock has no answer to:\n${mock.unmatched.join("\n")}`);
    }
    return { ...done, calls: mock.calls };
  } finally {
    await mock.close();
  }
}

function differences(plain: Mocked<Done>, recorded: Mocked<Done>): string[] {
  const problems: string[] = [];
  if (plain.code !== 0) problems.push(`exit ${plain.code} without ao: ${plain.errors.slice(-500)}`);
  if (recorded.code !== plain.code) {
    problems.push(`exit ${recorded.code} under ao: ${recorded.errors.slice(-500)}`);
  }
  if (recorded.output !== plain.output) {
    problems.push(`other output under ao: ${recorded.output.slice(0, 200)}`);
  }
  if (recorded.calls.length !== plain.calls.length) {
    problems.push(`${plain.calls.length} calls without ao, ${recorded.calls.length} under it`);
  }
  return problems;
}

/** The graph of the session that `ao record --json` named, or why there is none. */
async function readGraph(
  errors: string,
  ao: Ao,
  env: Record<string, string>,
): Promise<{ graph: Graph | null; problem: string | null }> {
  const session = errors.match(/"session_id":"([^"]+)".*\s*$/)?.[1];
  if (session === undefined) {
    return { graph: null, problem: `no report of ao record: ${errors.slice(-500)}` };
  }
  const { code, output, errors: why } = await run([...ao.ao, "graph", session, "--json"], env);
  if (code !== 0) return { graph: null, problem: `ao graph failed: ${why}` };
  return { graph: JSON.parse(output) as Graph, problem: null };
}
