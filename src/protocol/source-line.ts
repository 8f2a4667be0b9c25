// A place in a program's source as one text, by which calls of one line are told. Shared by the server
// and the runner; pure.
import type { SourceLocation } from "#src/protocol/graph.ts";

/** `file:line:column`; null where the place is not known. */
export function sourceLine(location: SourceLocation | null): string | null {
  return location === null ? null : `${location.file}:${location.line}:${location.column}`;
}
