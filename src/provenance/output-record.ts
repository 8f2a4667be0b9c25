// What is remembered of each LLM output for finding it again in message lists: its parts, under every
// key one may look for them. Grows with the outputs, not with the inputs.
import { property, stringAt } from "#src/protocol/json.ts";
import type { ResponseFacts, ToolCall } from "#src/providers/message.ts";
import { type Part, joinedParts, keyOf, partsOf } from "./message-parts.ts";
import { isSameTool } from "./tool-name.ts";

/** The conversation an output answers. */
export interface Place {
  /** Key of all that was said before, system messages apart. */
  readonly whole: number;
  /** Key of the last thing said. */
  readonly last: number;
}

/** A part of an LLM output. */
export interface OutputPart extends Part {
  readonly node: string;
  readonly tool: PendingCall | null;
}

/** A tool call of an output, and the node that answers it once that is known. */
export interface PendingCall {
  readonly llm: string;
  /** Which tool call of the output this is, from 0. */
  readonly index: number;
  readonly call: ToolCall;
  readonly endedAt: number;
  /** Key of the tool node; null until its result or an intercepted call is seen. */
  tool: string | null;
}

/** Calls that may still be answered without naming their id. */
const MAX_WAITING = 1000;

export class OutputRecords {
  /** Calls without an answer, oldest first. */
  private waiting: PendingCall[] = [];
  private readonly lists = new Map<number, OutputPart[]>();
  private readonly callsById = new Map<string, PendingCall[]>();
  private readonly responses = new Map<string, string>();
  private readonly items = new Map<string, { node: string; path: string }>();

  add(
    node: string,
    output: { place: Place; endedAt: number; facts: ResponseFacts; body: unknown },
  ) {
    const { facts, place } = output;
    if (facts.id !== null) this.responses.set(facts.id, node);
    this.addItems(node, output.body, facts);
    const answered = new Set<string>();
    const pending: PendingCall[] = [];
    for (const message of facts.messages) {
      for (const result of message.tool_results)
        if (result.call_id !== null) answered.add(result.call_id);
    }
    for (const message of facts.messages) {
      for (const part of [...partsOf(message), ...joinedParts(message)]) {
        const tool = this.toPending(node, part.call, {
          pending,
          answered,
          endedAt: output.endedAt,
        });
        this.file({ ...part, node, tool }, place);
      }
    }
    return pending;
  }

  atPlace(whole: number, part: number): readonly OutputPart[] {
    return this.lists.get(keyOf("w", `${whole} ${part}`)) ?? [];
  }

  afterLast(last: number, part: number): readonly OutputPart[] {
    return this.lists.get(keyOf("l", `${last} ${part}`)) ?? [];
  }

  anywhere(part: number): readonly OutputPart[] {
    return this.lists.get(part) ?? [];
  }

  callsOf(id: string): readonly PendingCall[] {
    return this.callsById.get(id) ?? [];
  }

  /** Calls of a tool (of any, for null) that have no answer yet, latest first. */
  waitingFor(name: string | null): PendingCall[] {
    return this.waiting
      .filter(({ call }) => name === null || isSameTool(call.name, name))
      .toReversed();
  }

  /** Notes that `tool` is the node of a call. */
  answer(entry: PendingCall, tool: string): void {
    entry.tool = tool;
    this.waiting = this.waiting.filter((other) => other !== entry);
  }

  response(id: string): string | null {
    return this.responses.get(id) ?? null;
  }

  /** The node whose output has a message or item of this id. */
  item(id: string): { node: string; path: string } | null {
    return this.items.get(id) ?? null;
  }

  private file(part: OutputPart, place: Place): void {
    const keys = [
      keyOf("w", `${place.whole} ${part.key}`),
      keyOf("l", `${place.last} ${part.key}`),
      part.key,
    ];
    for (const key of keys) {
      const list = this.lists.get(key);
      if (list === undefined) this.lists.set(key, [part]);
      else list.push(part);
    }
  }

  private toPending(
    node: string,
    call: ToolCall | null,
    into: { pending: PendingCall[]; answered: ReadonlySet<string>; endedAt: number },
  ): PendingCall | null {
    // A call with its result in the same output ran at the provider's; no program answers it.
    if (call === null || (call.id !== null && into.answered.has(call.id))) return null;
    const { pending, endedAt } = into;
    const entry: PendingCall = { llm: node, index: pending.length, call, endedAt, tool: null };
    pending.push(entry);
    this.waiting.push(entry);
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    if (call.id !== null) {
      const list = this.callsById.get(call.id);
      if (list === undefined) this.callsById.set(call.id, [entry]);
      else list.push(entry);
    }
    return entry;
  }

  private addItems(node: string, body: unknown, facts: ResponseFacts): void {
    for (const { id, path } of facts.messages) if (id !== null) this.items.set(id, { node, path });
    const output = property(body, "output");
    if (!Array.isArray(output)) return;
    for (const [index, item] of output.entries()) {
      const id = stringAt(item, "id");
      if (id !== null) this.items.set(id, { node, path: `output[${index}]` });
    }
  }
}
