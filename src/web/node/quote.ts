// The words of a mark, short enough to be read in passing. Pure.
import { valueAt } from "#src/protocol/json.ts";
import type { Span } from "./mark-address.ts";

const MOST = 180;

/** From the body that the path and span belong to. */
export function quoteIn(body: unknown, path: string, span: Span | null): string {
  const value = valueAt(body, path);
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const [start, end] = span ?? [0, text.length];
  const words = text.slice(start, Math.min(end, start + MOST));
  return `${words.trim().replace(/\s+/g, " ")}${end - start > MOST ? "…" : ""}`;
}
