// Makes the events of a recorded run as a runner would send them, and services over real files.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Directories, directoriesAt } from "#src/config/directories.ts";
import { type Logger, silentLogger } from "#src/config/logger.ts";
import type { RunnerEnvelope, RunnerEvent } from "#src/protocol/runner-event.ts";
import { createRunService } from "#src/runs/create-run-service.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { openStore } from "#src/store/open-store.ts";

export const RUN = "r22222222222";
export const SESSION = "s22222222222";
export const STREAM = "999999999-abc";

/** A home of its own; deleted when disposed. */
export function temporaryHome(): Directories & Disposable {
  const home = mkdtempSync(join(tmpdir(), "ao-runs-"));
  return {
    ...directoriesAt(home),
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** A service over the store of `directories`. */
export async function openService(
  directories: Directories,
  logger: Logger = silentLogger,
): Promise<RunService> {
  return createRunService({ store: await openStore(directories), directories, logger });
}

/** Numbers events from `from` on, as a stream does. */
export function numbered(events: readonly RunnerEvent[], from = 1): RunnerEnvelope[] {
  return events.map((event, index) => ({ seq: from + index, event }));
}

type Event<Type extends RunnerEvent["type"]> = Extract<RunnerEvent, { type: Type }>;

export function runStart(changes: Partial<Event<"run-start">> = {}): RunnerEvent {
  return {
    type: "run-start",
    session_id: SESSION,
    session_name: "agent",
    run_id: RUN,
    parent_run_id: null,
    command: { script: "/project/agent.ts", args: ["a"], cwd: "/project" },
    pid: process.pid,
    started_at: Date.now(),
    ao_version: "0.1.0",
    seed: null,
    ...changes,
  };
}

export function runEnd(changes: Partial<Event<"run-end">> = {}): RunnerEvent {
  return {
    type: "run-end",
    exit_code: 0,
    signal: null,
    ended_at: Date.now(),
    duration_ms: 12.5,
    ...changes,
  };
}

/** An OpenAI chat request with these messages. */
export function chatRequest(messages: readonly unknown[], stream = false): string {
  return JSON.stringify({ model: "gpt-4o", messages, ...(stream ? { stream: true } : {}) });
}

/** The same with one question. */
export function ask(text: string, stream = false): string {
  return chatRequest([{ role: "user", content: text }], stream);
}

/** An OpenAI chat answer that says `content`. */
export function chatAnswer(content: string): string {
  return JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "gpt-4o-2024-08-06",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  });
}

/** The stream of an answer in pieces, as OpenAI sends it. */
export function chatStream(pieces: readonly string[]): string[] {
  return [
    streamEvent({ role: "assistant", content: "" }),
    ...pieces.map((content) => streamEvent({ content })),
    streamEvent({}, "stop"),
    "data: [DONE]\n\n",
  ];
}

function streamEvent(delta: unknown, finish: string | null = null): string {
  return `data: ${JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "gpt-4o-2024-08-06",
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;
}

export function callStart(
  id: string,
  body: string,
  changes: Partial<Event<"call-start">> = {},
): RunnerEvent {
  return {
    type: "call-start",
    call_id: `${STREAM}:${id}`,
    operation: "openai.chat",
    kind: "llm",
    configured_label: null,
    method: "POST",
    url: "http://127.0.0.1:4010/v1/chat/completions",
    started_at: Date.now(),
    request: {
      encoding: "utf8",
      content: body,
      bytes: Buffer.byteLength(body),
      content_type: "application/json",
      content_encoding: null,
    },
    location: { file: "/project/agent.ts", line: 3, column: 7 },
    stack: "at main (/project/agent.ts:3:7)",
    retry: 0,
    ...changes,
  };
}

export function callChunk(id: string, contents: readonly string[], at = 1): RunnerEvent {
  return {
    type: "call-chunk",
    call_id: `${STREAM}:${id}`,
    parts: contents.map((content, index) => ({ at: at + index, encoding: "utf8", content })),
  };
}

export function callEnd(
  id: string,
  body: string | null,
  changes: Partial<Event<"call-end">> = {},
): RunnerEvent {
  return {
    type: "call-end",
    call_id: `${STREAM}:${id}`,
    outcome: "ok",
    http_status: 200,
    response:
      body === null
        ? null
        : {
            encoding: "utf8",
            content: body,
            bytes: Buffer.byteLength(body),
            content_type: "application/json",
            content_encoding: null,
          },
    streamed: false,
    first_byte_ms: 5,
    duration_ms: 20,
    error: null,
    source: "live",
    reason: null,
    ...changes,
  };
}

/** The end of a streamed call, whose body came in chunks. */
export function streamEnd(id: string, changes: Partial<Event<"call-end">> = {}): RunnerEvent {
  const response = {
    encoding: "utf8" as const,
    content: "",
    bytes: 0,
    content_type: "text/event-stream",
    content_encoding: null,
  };
  return callEnd(id, null, { streamed: true, response, ...changes });
}

/** The whole graph, parsed. */
export async function readGraph(service: RunService, runId = RUN) {
  let text = "";
  for await (const piece of service.graphJson(runId)) text += piece;
  return JSON.parse(text) as unknown;
}
