// How well a name fits what is typed. Pure.

/** Null where it does not: each word must stand in it. Lower is better. */
export function score(name: string, typed: string): number | null {
  const text = name.toLowerCase();
  let sum = 0;
  for (const word of typed.toLowerCase().split(/\s+/)) {
    if (word === "") continue;
    const at = text.indexOf(word);
    if (at === -1) return null;
    // The start of the name is best, then the start of a word.
    if (at > 0) sum += /[\s\-_./:]/.test(text[at - 1] ?? "") ? 1 : 2;
  }
  return sum;
}

/** Those that fit, the best first, and otherwise in their order; at most `limit`. */
export function bestOf<Item>(
  items: readonly Item[],
  typed: string,
  nameOf: (item: Item) => string,
  limit: number,
): Item[] {
  if (typed.trim() === "") return items.slice(0, limit);
  return items
    .flatMap((item) => {
      const found = score(nameOf(item), typed);
      return found === null ? [] : [{ item, found }];
    })
    .sort((a, b) => a.found - b.found)
    .slice(0, limit)
    .map(({ item }) => item);
}
