// Reads the corpus's notation of true edges (described at `CorpusCase`). Pure.

/** `[source, target]` by node name. */
export type NamedEdge = readonly [string, string];

export interface Truth {
  /** Each group is one expected edge, found where any member of it is. */
  readonly expected: readonly (readonly NamedEdge[])[];
  /** Edges that are neither right nor wrong. */
  readonly tolerated: readonly NamedEdge[];
}

/** The tool nodes that a notation names: `tool:search`, `tool:search(Lisbon)`. */
export function toolNamesIn(notation: string): string[] {
  return [...new Set(notation.match(/tool:[\w-]+(\([^)]*\))?/g))];
}

/**
 * The edges a notation stands for among the named nodes.
 * @throws Error where a name stands for no node: the case is wrong.
 */
export function parseEdges(notation: string, names: readonly string[]): Truth {
  const expected: NamedEdge[][] = [];
  const tolerated: NamedEdge[] = [];
  for (const statement of notation.split(/[;\n]/).map((part) => part.trim())) {
    if (statement === "") continue;
    const optional = statement.startsWith("?");
    const steps = statement.replace(/^\?\s*/, "").split("->");
    for (const [index, step] of steps.slice(1).entries()) {
      const sources = namesIn(steps[index] ?? "", names).flat();
      for (const source of sources) {
        for (const group of namesIn(step, names)) {
          const edges = group.map((target): NamedEdge => [source, target]);
          if (optional) tolerated.push(...edges);
          else expected.push(edges);
        }
      }
    }
  }
  return { expected, tolerated };
}

/** The names of one step; each inner list holds alternatives. */
function namesIn(step: string, names: readonly string[]): string[][] {
  return step.split(",").flatMap((term) => {
    const alternatives = term.split("|").map((pattern) => pattern.trim());
    const matches = alternatives.map((pattern) => matching(pattern, names));
    if (alternatives.length > 1) return [matches.flat()];
    return matches.flat().map((name) => [name]);
  });
}

function matching(pattern: string, names: readonly string[]): string[] {
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", ".*");
  const found = names.filter((name) => new RegExp(`^${source}$`).test(name));
  if (found.length === 0)
    throw new Error(`"${pattern}" names no node; there are: ${names.join(", ")}`);
  return found;
}
