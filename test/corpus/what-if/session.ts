// One corpus program under ao: recorded, edited, run again, each time against a mock of its own.
import { join } from "node:path";
import type { EditAnswer } from "#src/protocol/edit.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type { RerunPreview } from "#src/protocol/http-api.ts";
import { type Done, environment, repository, run } from "#test/corpus/commands.ts";
import type { CorpusCase } from "#test/corpus/corpus-case.ts";
import {
  type MockCall,
  type MockProvider,
  type MockRule,
  startMockProvider,
} from "#test/support/mock-provider.ts";
import { createTwist } from "./twist.ts";

export interface WhatIfOptions {
  /** The command that is ao. */
  readonly ao: readonly string[];
  readonly home: string;
  readonly name: string;
  readonly corpusCase: CorpusCase;
}

/** A run, and what it asked of the mock. */
export interface Observed extends Done {
  readonly graph: Graph;
  readonly calls: readonly MockCall[];
}

/** With another answer some programs would ask for ever. */
const MOST_SECONDS = 10;
const ANYTHING: MockRule = { name: "anything", when: /(?:)/, reply: "Something else was said." };

export class WhatIfSession {
  readonly #options: WhatIfOptions;
  #recorded: readonly MockCall[] = [];

  constructor(options: WhatIfOptions) {
    this.#options = options;
  }

  async record(): Promise<Observed> {
    const { name } = this.#options;
    const program = join(repository, "test/corpus/programs", `${name}.ts`);
    const recorded = await this.#observe(["record", "--json", "--name", name, program], null);
    this.#recorded = recorded.calls;
    return recorded;
  }

  /** Runs again; the mock answers what it was not asked before with the word in its answer. */
  rerun(runId: string, word: string | null): Promise<Observed> {
    const limit = ["--timeout", String(MOST_SECONDS)];
    return this.#observe(["rerun", "--json", this.#options.name, "--run", runId, ...limit], word);
  }

  async preview(runId: string): Promise<RerunPreview> {
    const { name } = this.#options;
    return this.#json(["rerun", "--dry", "--json", name, "--run", runId]);
  }

  edit(runId: string, node: string, options: readonly string[]): Promise<EditAnswer> {
    return this.#json(["edit", this.#options.name, node, "--run", runId, "--json", ...options]);
  }

  /** Freezes a run and checks it with neither a provider nor a key. */
  async check(runId: string): Promise<Done> {
    const { name, home } = this.#options;
    const file = join(home, `${name}.aotest.jsonl`);
    const frozen = await this.#ao(["test", "--freeze", name, "--run", runId, "--out", file], {});
    if (frozen.code !== 0) return frozen;
    const mock = await startMockProvider([]);
    await mock.close();
    const variables = Object.entries(mock.environment).filter(([key]) => !/KEY/.test(key));
    return this.#ao(["test", "--verbose", "--strict", file], Object.fromEntries(variables));
  }

  async #observe(words: readonly string[], word: string | null): Promise<Observed> {
    const mock = await this.#startMock(word);
    try {
      const done = await this.#ao(words, mock.environment);
      const runId = done.errors
        .match(/"run_id":"([^"]+)"/g)
        ?.at(-1)
        ?.slice(10, -1);
      if (runId === undefined) throw new Error(`ao ${words[0]}: no report: ${done.errors}`);
      const asked = ["graph", this.#options.name, "--run", runId];
      const graph = await this.#json<Graph>([...asked, "--json", "--wait"]);
      return { ...done, graph, calls: mock.calls };
    } finally {
      await mock.close();
    }
  }

  #startMock(word: string | null): Promise<MockProvider> {
    const { rules } = this.#options.corpusCase;
    if (word === null) return startMockProvider(rules);
    return startMockProvider([...rules, ANYTHING], createTwist(this.#recorded, word));
  }

  async #json<Document>(words: readonly string[]): Promise<Document> {
    const { code, output, errors } = await this.#ao(words, {});
    if (code !== 0) throw new Error(`ao ${words.join(" ")}: ${errors}`);
    return JSON.parse(output) as Document;
  }

  #ao(words: readonly string[], variables: Readonly<Record<string, string>>): Promise<Done> {
    const { ao, home } = this.#options;
    return run([...ao, ...words], environment(home, variables));
  }
}
