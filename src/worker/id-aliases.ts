// Which recorded id a new one stands for: an answer that took the place of a recorded one brings ids
// of its own. Runs in the user's process; pure.

export interface IdAliases {
  /** The id that the recorded run had in this place; the id itself where it is no new one. */
  toRecorded(id: string): string;
  /** The id that this run has in its place. */
  toLive(id: string): string;
  /** True for an id of an answer that is another one than was recorded. */
  isOfOther(id: string): boolean;
  /** An answer with `brought` took the place of one with `recorded`. */
  learn(recorded: readonly string[], brought: readonly string[]): void;
}

export function createIdAliases(): IdAliases {
  const recordedOf = new Map<string, string>();
  const liveOf = new Map<string, string>();
  return {
    toRecorded: (id) => recordedOf.get(id) ?? id,
    toLive: (id) => liveOf.get(id) ?? id,
    isOfOther: (id) => recordedOf.has(id),
    learn: (recorded, brought) => {
      // Per kind in order: two answers need not have the same items.
      const waiting = Map.groupBy(recorded, kindOf);
      for (const id of brought) {
        const before = waiting.get(kindOf(id))?.shift();
        if (before === undefined) continue;
        // An edited answer may have kept its ids.
        recordedOf.set(id, before);
        liveOf.set(before, id);
      }
    },
  };
}

/** `resp` of `resp_123`: what a provider's ids begin with. */
function kindOf(id: string): string {
  return /^[A-Za-z]+(?=[_-])/.exec(id)?.[0] ?? "";
}
