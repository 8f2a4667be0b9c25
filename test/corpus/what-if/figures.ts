// What the proof of re-runs counts, and its table. Pure.

/** How well `ao rerun --dry` told what an edit does. */
export interface Prediction {
  /** Told, and so it was. */
  readonly right: number;
  /** A call went out that it had not told of. */
  readonly missed: number;
  /** A call was served that it had told would go out. */
  readonly extra: number;
  /** Told or not, recorded calls that were not made any more, and calls that no recorded one is like. */
  readonly gone: number;
  readonly fresh: number;
}

/** One edit of one call. */
export interface Trial {
  readonly node: string;
  readonly side: "input" | "output";
  readonly prediction: Prediction;
  /** What was missed or told too much: `missed n3`. */
  readonly notes: readonly string[];
}

/** What was found of one program. */
export interface Proof {
  readonly name: string;
  readonly calls: number;
  /** What is known not to be exact, with the reason. */
  readonly excepted: readonly string[];
  readonly trials: readonly Trial[];
  readonly problems: readonly string[];
}

/** The sums of all trials. */
export function sumOf(trials: readonly Trial[]): Prediction {
  const sum = (key: keyof Prediction): number =>
    trials.reduce((total, { prediction }) => total + prediction[key], 0);
  return {
    right: sum("right"),
    missed: sum("missed"),
    extra: sum("extra"),
    gone: sum("gone"),
    fresh: sum("fresh"),
  };
}

/** Of the calls that were told to go out, the part that did; 1 where none was. */
export function precisionOf({ right, extra }: Prediction): number {
  return right + extra === 0 ? 1 : right / (right + extra);
}

/** Of the recorded calls that went out, the part that was told; 1 where none did. */
export function recallOf({ right, missed }: Prediction): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

/** A line per program, the sums, and all that is wrong in words. */
export function renderProofs(proofs: readonly Proof[]): string {
  const head = `${"".padEnd(32)} calls edits right missed extra  gone fresh  precision recall`;
  const rows = proofs.map((proof) => row(proof.name, [proof]));
  const sums = row(`all ${proofs.length} programs`, proofs);
  return [head, ...rows, sums, "", ...proofs.flatMap(remarks)].join("\n");
}

/** What is worth knowing of one program: what is known, mispredicted, or wrong. */
export function remarks({ name, excepted, trials, problems }: Proof): string[] {
  return [
    ...excepted.map((line) => `${name}: known: ${line}`),
    ...trials.flatMap(({ node, side, notes }) =>
      notes.map((note) => `${name}: ${side} of ${node}: ${note}`),
    ),
    ...problems.map((problem) => `${name}: WRONG: ${problem}`),
  ];
}

function row(label: string, proofs: readonly Proof[]): string {
  const trials = proofs.flatMap((proof) => proof.trials);
  const prediction = sumOf(trials);
  const { right, missed, extra, gone, fresh } = prediction;
  const calls = proofs.reduce((total, proof) => total + proof.calls, 0);
  const counts = [calls, trials.length, right, missed, extra, gone, fresh].map((count) =>
    String(count).padStart(5),
  );
  const rates = [precisionOf(prediction), recallOf(prediction)].map((rate) => rate.toFixed(3));
  return `${label.padEnd(32)} ${counts.join(" ")}  ${rates.join("     ")}`;
}
