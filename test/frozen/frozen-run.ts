// Frozen runs for tests, in the shape of the file.
import { HEADER_BYTES, READINGS_MAGIC } from "#src/protocol/clock-readings.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import type { FrozenRun, FrozenCall } from "#src/protocol/test-file.ts";

/** A process that asked no clock: a header alone. */
const READINGS = Buffer.from(Bun.deflateSync(emptyReadings())).toString("base64");

function emptyReadings(): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, READINGS_MAGIC, true);
  return header;
}

export function chatCall(node: string, request: unknown, answer: string): FrozenCall {
  const content = JSON.stringify({
    choices: [{ message: { role: "assistant", content: answer } }],
  });
  const path = "/v1/chat/completions";
  const hash = inputHash("openai.chat", path, request);
  return {
    call: `${node} a call`,
    path,
    entry: {
      key: hash,
      hash,
      operation: "openai.chat",
      process: "0",
      subrun: "",
      node: { run_id: "r00000000001", node_id: node },
      continues: [],
      brings: [],
      edited: null,
      answered: true,
    },
    request,
    answer: {
      status: 200,
      duration_ms: null,
      forms: {
        plain: { content_type: "application/json", parts: [{ encoding: "utf8", content }] },
      },
    },
    more_forms: [],
  };
}

export function frozenRun(
  calls: readonly FrozenCall[],
  head: Partial<FrozenRun["head"]> = {},
): FrozenRun {
  return {
    head: {
      ao_test: 1,
      command: { script: "agent.ts", args: [], cwd: "." },
      exit_code: 0,
      seed: null,
      seed_variable: null,
      match: { mode: "exact", ignore: [] },
      keys: ["OPENAI_API_KEY"],
      calls: [],
      tool_results: [],
      ...head,
    },
    readings: [{ readings: READINGS, process: "0" }],
    calls,
  };
}

export function question(...contents: readonly string[]): unknown {
  return { model: "m", messages: contents.map((content) => ({ role: "user", content })) };
}

type CallEnd = Extract<RunnerEvent, { type: "call-end" }>;

/** A call as a runner reports it. */
export function callEvents(
  id: string,
  body: unknown,
  end: Partial<CallEnd> = {},
): [RunnerEvent, RunnerEvent] {
  const content = JSON.stringify(body);
  return [
    {
      type: "call-start",
      call_id: id,
      operation: "openai.chat",
      kind: "llm",
      configured_label: null,
      method: "POST",
      url: "https://api.openai.com/v1/chat/completions",
      started_at: 1,
      request: {
        encoding: "utf8",
        content,
        bytes: content.length,
        content_type: "application/json",
        content_encoding: null,
      },
      location: { file: "/project/agent.ts", line: 3, column: 5 },
      stack: null,
      retry: 0,
    },
    {
      type: "call-end",
      call_id: id,
      outcome: "ok",
      http_status: 200,
      response: null,
      streamed: false,
      first_byte_ms: null,
      duration_ms: 1,
      error: null,
      source: "cache",
      reason: "same request",
      ...end,
    },
  ];
}

/** The end of a call that is not in the file. */
export const REFUSED: Partial<CallEnd> = {
  outcome: "error",
  http_status: 403,
  source: "live",
  reason: "not sent, because the run is offline: no recorded answer to this request",
  error: { name: "NotSent", message: "", code: null },
};

/** The end of a call that was answered as this node. */
export function servedAs(node: string): Partial<CallEnd> {
  return { served_from: { run_id: "r00000000001", node_id: node } };
}
