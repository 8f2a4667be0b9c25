// Newline-delimited JSON (Ollama, MCP over stdio), over a whole or broken-off body.
import { parseJsonOrUndefined } from "./json-text.ts";

/** The values of all lines that are JSON; blank lines and a last line cut in half are left out. */
export function parseJsonLines(bytes: Uint8Array): unknown[] {
  const values: unknown[] = [];
  for (const line of new TextDecoder().decode(bytes).split("\n")) {
    const value = parseJsonOrUndefined(line);
    if (value !== undefined) values.push(value);
  }
  return values;
}
