// Nodes as people name them on the command line. Pure.
import { usage } from "#src/cli/arguments.ts";

/** `n4`, `N4` or `4` as `n4`. @throws AoError `usage`. */
export function parseNodeId(text: string): string {
  const number = /^[nN]?(\d+)$/.exec(text)?.[1];
  if (number !== undefined) return `n${Number(number)}`;
  throw usage(`cannot use "${text}" as a node: nodes are called n1, n2, …`);
}

export const nodeArgument = {
  type: "positional",
  description: 'its name in "ao graph": n4, or 4',
} as const;
