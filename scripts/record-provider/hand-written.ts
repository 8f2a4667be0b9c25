// Fixtures for what the mock cannot give, written after the providers' documentation: see the README
// beside them for where each comes from.
import { mkdirSync, writeFileSync } from "node:fs";
import { amazonAndCohere } from "./hand-written-amazon.ts";
import { anthropicAndGoogle } from "./hand-written-anthropic.ts";
import { openaiLike } from "./hand-written-openai.ts";

/** Writes them below the folder of fixtures. */
export function writeHandWritten(folder: string): void {
  mkdirSync(`${folder}hand-written`, { recursive: true });
  for (const fixture of [...openaiLike, ...anthropicAndGoogle, ...amazonAndCohere]) {
    const path = `${folder}hand-written/${fixture.name}`;
    const exchange = {
      operation: fixture.operation,
      method: "POST",
      path: fixture.path,
      query: "",
      request_headers: { "content-type": "application/json" },
      status: 200,
      response_headers: { "content-type": fixture.type ?? "application/json" },
    };
    writeFileSync(`${path}.json`, `${JSON.stringify(exchange, null, 2)}\n`);
    writeFileSync(`${path}.request`, JSON.stringify(fixture.request));
    writeFileSync(`${path}.response`, toBytes(fixture.response));
  }
}

function toBytes(response: unknown): string | Uint8Array {
  if (typeof response === "string" || response instanceof Uint8Array) return response;
  return JSON.stringify(response);
}
