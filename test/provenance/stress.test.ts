// Precision and recall over generated programs; prints both, in all and per kind of program.
import { expect, test } from "vitest";
import { run } from "./notation.ts";
import { type Program, createPrograms } from "./stress-programs.ts";

const SEEDS = 40;

interface Score {
  right: number;
  wrong: number;
  missed: number;
  examples: string[];
}

function score(program: Program, into: Score): void {
  const outcome = run(...program.calls);
  const found = new Set(outcome.edges.map((edge) => edge.split(" ")[0] ?? ""));
  for (const edge of found) {
    if (program.edges.has(edge)) into.right++;
    else {
      into.wrong++;
      into.examples.push(`wrong ${edge}`);
    }
  }
  for (const edge of program.edges) {
    if (found.has(edge)) continue;
    into.missed++;
    into.examples.push(`missed ${edge}`);
  }
}

test("generated programs: precision and recall of edges are at least 0.97", () => {
  const scores = new Map<string, Score>();
  const all: Score = { right: 0, wrong: 0, missed: 0, examples: [] };
  for (let seed = 1; seed <= SEEDS; seed++) {
    for (const program of createPrograms(seed)) {
      const one = scores.get(program.name) ?? { right: 0, wrong: 0, missed: 0, examples: [] };
      scores.set(program.name, one);
      score(program, one);
    }
  }
  const lines: string[] = [];
  for (const [name, one] of scores) {
    all.right += one.right;
    all.wrong += one.wrong;
    all.missed += one.missed;
    lines.push(`${name.padEnd(44)} ${describeScore(one)}`);
  }
  process.stdout.write(`${lines.join("\n")}\n${"all".padEnd(44)} ${describeScore(all)}\n`);
  expect(all.right / (all.right + all.wrong)).toBeGreaterThanOrEqual(0.97);
  expect(all.right / (all.right + all.missed)).toBeGreaterThanOrEqual(0.97);
});

function describeScore({ right, wrong, missed }: Score): string {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  return `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${right} right, ${wrong} wrong, ${missed} missed)`;
}
