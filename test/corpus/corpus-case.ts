// What the corpus knows of each of its programs: the answers the mock gives and the true edges.
import type { MockRule } from "#test/support/mock-provider.ts";

/**
 * The truth about `programs/<name>.ts`.
 *
 * `edges` is one statement per line or `;`: `plan -> write1, write2`, `a, b -> c -> d`. Names are
 * those of the mock's rules, `*` standing for anything; where a rule answered several calls they
 * are `name#1`, `name#2`… in order. `tool:<name>` is a tool node, `tool:<name>(<text>)` the one
 * whose input holds the text.
 *
 * A -> B is true where B's request would be another one if A's output were another one, all other
 * outputs staying as they are, and the text was kept on the way (copied, not computed). That is
 * direct flow: a history counts for every turn it is part of, A -> B -> C does not make A -> C.
 * Every other pair of the program's nodes is a known non-edge, but for two notations:
 * `? a -> b`: neither right nor wrong (computed flow, or state on the provider's side);
 * `a -> b | c`: at least one of them, the others being neither.
 */
export interface CorpusCase {
  readonly sdk: string;
  readonly flows: readonly string[];
  /**
   * `holdout`: the truth was written before ao first ran on the program. The first score of that set
   * was precision 0.989, recall 0.949; what it brought to light was mended afterwards.
   */
  readonly set?: "holdout";
  readonly edges: string;
  /** Calls the program gives up on; all others must be recorded as they were answered. */
  readonly cancelled?: readonly string[];
  readonly rules: readonly MockRule[];
}

/** Cases by the name of their program. */
export type CorpusCases = Readonly<Record<string, CorpusCase>>;
