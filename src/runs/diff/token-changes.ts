// What leads from one text to another, by words where these can be compared in time; else by lines,
// and then by sentences, with words only between those that are left. Pure; the work is bounded.
import { diffArrays } from "diff";
import type { JsonChange } from "#src/protocol/diff.ts";
import { matchSequences } from "./match-sequences.ts";
import { lines, sentences, words } from "./text-tokens.ts";

export type WordChange = NonNullable<JsonChange["words"]>[number];

/** Words that may come and go in one comparison. */
const MOST_CHANGES = 1000;
/** The work of all comparisons of two texts; one takes the square of its changes. Some 0.3 s. */
const MOST_WORK = 3 * MOST_CHANGES ** 2;
/** What texts are cut into where there are too many changed words, the coarsest first. */
const CUTS = [lines, sentences];

/** The changes in order, equal neighbours not yet joined. */
export function tokenChanges(old: string, now: string): WordChange[] {
  return new Comparison().between(old, now, 0);
}

class Comparison {
  #workLeft = MOST_WORK;

  between(old: string, now: string, level: number): WordChange[] {
    if (old === "" || now === "") return replaced(old, now);
    return this.#byWords(old, now) ?? this.#byPieces({ old, now, level });
  }

  /** Null where there are too many changes. */
  #byWords(old: string, now: string): WordChange[] | null {
    const most = Math.min(MOST_CHANGES, Math.floor(Math.sqrt(Math.max(0, this.#workLeft))));
    const parts = diffArrays(words(old), words(now), { maxEditLength: most });
    if (parts === undefined) {
      this.#workLeft -= most ** 2;
      return null;
    }
    const changed = parts.filter(({ added, removed }) => added || removed);
    this.#workLeft -= changed.reduce((sum, { count }) => sum + count, 0) ** 2;
    return parts.map(({ added, removed, value }) => ({
      kind: added ? "added" : removed ? "removed" : "same",
      text: value.join(""),
    }));
  }

  #byPieces(texts: {
    readonly old: string;
    readonly now: string;
    readonly level: number;
  }): WordChange[] {
    const { old, now, level } = texts;
    const cut = CUTS[level];
    if (cut === undefined || this.#workLeft <= 0) return replaced(old, now);
    const a = cut(old);
    const b = cut(now);
    if (a.length === 1 && b.length === 1) return this.#byPieces({ old, now, level: level + 1 });
    const pairs = matchSequences(a, b);
    const changes: WordChange[] = [];
    let from = { a: 0, b: 0 };
    for (const pair of [...pairs, { a: a.length, b: b.length }]) {
      // Given up on the longest sequence, pairs may cross: then places decide.
      if (pair.a < from.a || pair.b < from.b) continue;
      const gap = [a.slice(from.a, pair.a).join(""), b.slice(from.b, pair.b).join("")] as const;
      changes.push(...this.between(...gap, level + 1));
      changes.push({ kind: "same", text: a[pair.a] ?? "" });
      from = { a: pair.a + 1, b: pair.b + 1 };
    }
    return changes;
  }
}

function replaced(old: string, now: string): WordChange[] {
  return [
    { kind: "removed", text: old },
    { kind: "added", text: now },
  ];
}
