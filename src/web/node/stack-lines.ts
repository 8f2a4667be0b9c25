// A stack as its lines, with the places that an editor can open. Pure.
import type { SourceLocation } from "#src/protocol/graph.ts";

export interface StackLine {
  readonly text: string;
  readonly place: SourceLocation | null;
}

const PLACE = /(?:\(|\s|^)(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/;

export function stackLines(stack: string): StackLine[] {
  return stack.split("\n").flatMap((line): StackLine[] => {
    const text = line.trim();
    if (text === "") return [];
    const found = PLACE.exec(text);
    if (found === null) return [{ text, place: null }];
    const [, file = "", row, column] = found;
    return [{ text, place: { file, line: Number(row), column: Number(column) } }];
  });
}
