// Proves re-runs over the corpus: every program recorded, run again, edited and frozen.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allCases } from "#test/corpus/cases/all-cases.ts";
import { environment, run } from "#test/corpus/commands.ts";
import type { Proof } from "./figures.ts";
import { proveProgram } from "./prove-program.ts";

export interface WhatIfRun {
  /** The command that is ao: `["dist/ao"]`, or Bun and the entry file. */
  readonly ao: readonly string[];
  /** Only the programs with these words in their name; all where empty. */
  readonly only: readonly string[];
  /** Programs at a time. */
  readonly parallel: number;
  /** Answers that are edited per program, at most. */
  readonly edits: number;
  readonly progress?: (proof: Proof) => void;
}

/** The server it starts is its own, and gone afterwards. */
export async function runWhatIf(options: WhatIfRun): Promise<Proof[]> {
  const home = mkdtempSync(join(tmpdir(), "ao-what-if-"));
  const queue = Object.entries(allCases).filter(
    ([name]) => options.only.length === 0 || options.only.some((word) => name.includes(word)),
  );
  const order = queue.map(([name]) => name);
  const proofs: Proof[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, corpusCase] = next;
      const proof = await proveProgram({ ...options, home, name, corpusCase }).catch(
        (error: unknown): Proof => failed(name, error),
      );
      proofs.push(proof);
      options.progress?.(proof);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.parallel }, work));
  } finally {
    await run([...options.ao, "server", "stop"], environment(home, {}));
    rmSync(home, { recursive: true, force: true });
  }
  return proofs.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function failed(name: string, error: unknown): Proof {
  return { name, calls: 0, excepted: [], trials: [], problems: [String(error)] };
}
