// Precision and recall over the corpus's verdicts, and their table. Pure.
import type { Verdict } from "./judge.ts";

export interface Score {
  readonly correct: number;
  readonly wrong: number;
  readonly missing: number;
  /** Of the edges found, the part that is true; 1 where none was found. */
  readonly precision: number;
  /** Of the true edges, the part that was found; 1 where there are none. */
  readonly recall: number;
}

/** The score of some verdicts together. */
export function scoreOf(verdicts: readonly Verdict[]): Score {
  let [correct, wrong, missing] = [0, 0, 0];
  for (const verdict of verdicts) {
    correct += verdict.correct;
    wrong += verdict.wrong.length;
    missing += verdict.missing.length;
  }
  return {
    correct,
    wrong,
    missing,
    precision: correct + wrong === 0 ? 1 : correct / (correct + wrong),
    recall: correct + missing === 0 ? 1 : correct / (correct + missing),
  };
}

/** A table of the programs, of the SDKs and of the kinds of flow, and all that is wrong in words. */
export function renderScores(verdicts: readonly Verdict[]): string {
  const rows = [
    ...verdicts.map((verdict) => row(verdict.name, [verdict])),
    "",
    ...groups(verdicts, (verdict) => [verdict.sdk], "SDK"),
    "",
    ...groups(verdicts, (verdict) => verdict.flows, "flow"),
    "",
    ...groups(verdicts, ({ set }) => [set === null ? "developed with" : "held out"], "set"),
    row(`all ${verdicts.length} programs`, verdicts),
  ];
  const mistakes = renderMistakes(verdicts);
  const head = `${"".padEnd(36)} right wrong missed  precision recall`;
  return [head, ...rows, ...(mistakes === "" ? [] : ["", mistakes])].join("\n");
}

/** What is not as it should be, a line each; empty where all is well. */
export function renderMistakes(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap((verdict) => [
      ...verdict.problems.map((problem) => `${verdict.name}: ${problem}`),
      ...verdict.missing.map((edge) => `${verdict.name}: missed ${edge}`),
      ...verdict.wrong.map((edge) => `${verdict.name}: wrong ${edge}`),
    ])
    .join("\n");
}

function groups(
  verdicts: readonly Verdict[],
  keysOf: (verdict: Verdict) => readonly string[],
  title: string,
): string[] {
  const keys = [...new Set(verdicts.flatMap(keysOf))].sort();
  return keys.map((key) => {
    const members = verdicts.filter((verdict) => keysOf(verdict).includes(key));
    return row(`${title}: ${key}`, members);
  });
}

function row(label: string, verdicts: readonly Verdict[]): string {
  const { correct, wrong, missing, precision, recall } = scoreOf(verdicts);
  const counts = `${pad(correct, 5)} ${pad(wrong, 5)} ${pad(missing, 6)}`;
  return `${label.padEnd(36)} ${counts}  ${pad(precision.toFixed(3), 9)} ${pad(recall.toFixed(3), 6)}`;
}

function pad(value: number | string, width: number): string {
  return String(value).padStart(width);
}
