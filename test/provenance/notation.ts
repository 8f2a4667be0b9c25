// Synthetic runs in a few words: calls with their messages and answers, in the order of their events,
// and the edges the engine finds. Bodies are those of OpenAI chat completions; facts are made here.
import { isObject, valueAt } from "#src/protocol/json.ts";
import type { Evidence } from "#src/protocol/graph.ts";
import {
  type CallInput,
  type CallOutput,
  type FoundEdge,
  type InferredTool,
  createProvenanceEngine,
} from "#src/provenance/engine.ts";
import type { Message, Role, ToolCall, ToolResult } from "#src/providers/message.ts";

export interface WireToolCall {
  id?: string;
  name: string;
  args: unknown;
}
export interface WireMessage {
  role: Role;
  content?: unknown;
  id?: string;
  tool_calls?: { id?: string; function: { name: string; arguments: unknown } }[];
  tool_call_id?: string;
  name?: string;
}
export interface Call {
  readonly key: string;
  readonly kind: "llm" | "embedding" | "tool";
  readonly input: unknown;
  readonly output: unknown;
  readonly stream: boolean;
  readonly label: string | null;
  readonly continues: string | null;
  readonly ok?: boolean;
}
export type Step =
  | { readonly type: "start"; readonly call: Call }
  | { readonly type: "end"; readonly call: Call; readonly firstByteAt: number | null }
  | { readonly type: "first-byte"; readonly call: Call };

export const system = (content: unknown): WireMessage => ({ role: "system", content });
export const user = (content: unknown): WireMessage => ({ role: "user", content });
export const assistant = (content: unknown, calls: WireToolCall[] = []): WireMessage => ({
  role: "assistant",
  content,
  ...(calls.length > 0 && {
    tool_calls: calls.map(({ id, name, args }) => ({
      ...(id !== undefined && { id }),
      type: "function",
      function: { name, arguments: typeof args === "string" ? args : JSON.stringify(args) },
    })),
  }),
});
export const toolResult = (id: string | null, content: unknown, name?: string): WireMessage => ({
  role: "tool",
  ...(id !== null && { tool_call_id: id }),
  ...(name !== undefined && { name }),
  content,
});

/** A call: what goes in (a text is one user message) and what comes out (a text, a message, or several choices). */
export function llm(
  key: string,
  input: string | WireMessage[],
  output: string | WireMessage | string[] = "",
  options: { stream?: boolean; id?: string; continues?: string; extra?: object } = {},
): Call {
  const messages = typeof input === "string" ? [user(input)] : input;
  const outputs = Array.isArray(output) ? output : [output];
  const choices = outputs.map((one, index) => ({
    index,
    finish_reason: "stop",
    message: typeof one === "string" ? { role: "assistant", content: one } : one,
  }));
  return {
    key,
    kind: "llm",
    input: { model: "gpt-4o", ...options.extra, messages },
    output: { id: options.id ?? `chatcmpl-${key}`, object: "chat.completion", choices },
    stream: options.stream ?? false,
    label: null,
    continues: options.continues ?? null,
  };
}

export function mcp(key: string, name: string, args: unknown, text: string): Call {
  return {
    key,
    kind: "tool",
    input: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } },
    output: { jsonrpc: "2.0", id: 1, result: { content: [{ type: "text", text }] } },
    stream: false,
    label: name,
    continues: null,
  };
}

export function embedding(key: string, input: string | string[]): Call {
  const output = { object: "list", data: [{ embedding: [0.1, 0.2] }] };
  const body = { model: "text-embedding-3-small", input };
  return {
    key,
    kind: "embedding",
    input: body,
    output,
    stream: false,
    label: null,
    continues: null,
  };
}

export const start = (call: Call): Step => ({ type: "start", call });
export const firstByte = (call: Call): Step => ({ type: "first-byte", call });
export const end = (call: Call): Step => ({ type: "end", call, firstByteAt: null });

export interface Outcome {
  /** `A>B content`, `A>B content+transcript`, sorted. */
  readonly edges: string[];
  readonly evidence: { source: string; target: string; evidence: Evidence }[];
  readonly tools: InferredTool[];
  readonly findings: unknown[];
  readonly bodies: Map<string, { input: unknown; output: unknown }>;
}

/** Runs calls one after the other, or steps as they are. */
export function run(...steps: (Call | Step)[]): Outcome {
  const engine = createProvenanceEngine();
  const found: { edges: FoundEdge[]; tools: InferredTool[] }[] = [];
  const bodies = new Map<string, { input: unknown; output: unknown }>();
  const firstBytes = new Map<string, number>();
  let now = 1000;
  for (const step of steps) {
    now += 10;
    if ("type" in step) {
      if (step.type === "start") found.push(engine.onInput(toInput(step.call, now)));
      else if (step.type === "first-byte") firstBytes.set(step.call.key, now);
      else
        found.push(
          engine.onOutput(toOutput(step.call, now, firstBytes.get(step.call.key) ?? null)),
        );
      bodies.set(step.call.key, step.call);
      continue;
    }
    found.push(engine.onInput(toInput(step, now)));
    now += 10;
    found.push(engine.onOutput(toOutput(step, now, now)));
    bodies.set(step.key, step);
  }
  const tools = found.flatMap((one) => one.tools);
  for (const tool of tools) bodies.set(tool.key, tool);
  return { ...summarize(found.flatMap((one) => one.edges)), tools, findings: found, bodies };
}

function summarize(edges: FoundEdge[]): Pick<Outcome, "edges" | "evidence"> {
  const kinds = new Map<string, Set<string>>();
  const all: Outcome["evidence"] = [];
  for (const { source, target, evidence } of edges) {
    const key = `${source}>${target}`;
    const set = kinds.get(key) ?? new Set();
    kinds.set(key, set);
    for (const one of evidence) {
      set.add(one.kind);
      all.push({ source, target, evidence: one });
    }
  }
  const names = [...kinds].map(([key, set]) => `${key} ${[...set].sort().join("+")}`);
  return { edges: names.sort(), evidence: all };
}

/** The characters that content evidence names on both sides: `[input text, output text]`. */
export function quoted(outcome: Outcome): [string, string][] {
  return outcome.evidence
    .filter(({ evidence }) => evidence.kind === "content")
    .map(({ source, target, evidence }) => [
      slice(outcome.bodies.get(target)?.input, evidence.input_path, evidence.input_span),
      slice(outcome.bodies.get(source)?.output, evidence.output_path, evidence.output_span),
    ]);
}

function slice(body: unknown, path: string, span: readonly [number, number] | null): string {
  const value = path === "" ? body : valueAt(body, path);
  if (span === null) return typeof value === "number" ? String(value) : "";
  return typeof value === "string" ? value.slice(span[0], span[1]) : `no text at ${path}`;
}

export function toInput(call: Call, startedAt: number): CallInput {
  const messages =
    isObject(call.input) && Array.isArray(call.input["messages"]) ? call.input["messages"] : [];
  return {
    key: call.key,
    kind: call.kind,
    startedAt,
    body: call.input,
    facts: {
      model: null,
      messages: messages.map((message: WireMessage, index) =>
        toMessage(message, `messages[${index}]`),
      ),
      streaming: call.stream,
      continues:
        call.continues === null ? [] : [{ id: call.continues, path: "previous_response_id" }],
      label: call.label,
    },
  };
}

export function toOutput(call: Call, endedAt: number, firstByteAt: number | null): CallOutput {
  const output = (isObject(call.output) ? call.output : {}) as {
    id?: string;
    choices?: { message: WireMessage }[];
  };
  return {
    key: call.key,
    endedAt,
    body: call.output,
    facts: {
      model: null,
      id: typeof output.id === "string" ? output.id : null,
      messages: (output.choices ?? []).map(({ message }, index) =>
        toMessage(message, `choices[${index}].message`),
      ),
      usage: null,
      error: null,
    },
    firstByteAt,
    ok: call.ok ?? true,
  };
}

function toMessage(message: WireMessage, path: string): Message {
  const isTool = message.role === "tool";
  const texts: { path: string; text: string }[] = [];
  if (!isTool && typeof message.content === "string") {
    texts.push({ path: `${path}.content`, text: message.content });
  } else if (!isTool && Array.isArray(message.content)) {
    for (const [index, part] of message.content.entries()) {
      if (typeof part?.text === "string") {
        texts.push({ path: `${path}.content[${index}].text`, text: part.text });
      }
    }
  }
  const result: ToolResult = {
    call_id: message.tool_call_id ?? null,
    name: message.name ?? null,
    content: message.content,
    path: `${path}.content`,
    is_error: false,
  };
  return {
    role: message.role,
    path,
    id: message.id ?? null,
    texts,
    tool_calls: (message.tool_calls ?? []).map((call, index): ToolCall => ({
      id: call.id ?? null,
      name: call.function.name,
      arguments: parse(call.function.arguments),
      arguments_path: `${path}.tool_calls[${index}].function.arguments`,
      path: `${path}.tool_calls[${index}]`,
    })),
    tool_results: isTool ? [result] : [],
  };
}

function parse(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}
