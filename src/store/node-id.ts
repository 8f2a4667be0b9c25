// Node ids as people see them (`n7`) and as the store counts them (7).

/** `7` → `n7`. */
export function nodeId(number: number): string {
  return `n${number}`;
}

/** `n7` → `7`; 0, which no node has, where it is not a node id. */
export function nodeNumber(id: string): number {
  return /^n[1-9][0-9]{0,14}$/.test(id) ? Number(id.slice(1)) : 0;
}
