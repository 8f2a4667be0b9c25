// What hand-written fixtures are made of.
import { ANSWER } from "./mock-answers.ts";

/** A fixture made of what is written here. */
export interface HandWritten {
  readonly name: string;
  readonly operation: string;
  readonly path: string;
  readonly request: unknown;
  readonly response: unknown;
  /** Default: application/json. */
  readonly type?: string;
}

export const SSE = "text/event-stream";
export const AWS = "application/vnd.amazon.eventstream";
const half = Math.ceil(ANSWER.length / 2);
export const PIECES = [ANSWER.slice(0, half), ANSWER.slice(half)] as const;
export const ask = [{ role: "user", content: "How is the weather in Paris?" }];

export function sse(...events: unknown[]): string {
  return events
    .map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`)
    .join("");
}

export function chunk(delta: unknown, rest: Record<string, unknown> = {}): unknown {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "some-model",
    choices: [{ index: 0, delta, finish_reason: null, ...rest }],
  };
}

export const usage = { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 };
