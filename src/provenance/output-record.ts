// What is remembered of each LLM output for finding it again in message lists: its parts, under every
// key one may look for them. Grows with the outputs, not with the inputs.
import { property, stringAt } from "#src/protocol/json.ts";
import type { ResponseFacts, ToolCall } from "#src/providers/message.ts";
import { pairKey } from "./hash.ts";
import { type Part, joinedParts, partsOf } from "./message-parts.ts";
import { isSameTool } from "./tool-name.ts";

/** Sorts of keys: a part after a whole conversation, after its last words; one more thing said. */
export const AT_PLACE = 2;
export const AFTER_LAST = 3;
export const IN_CONVERSATION = 4;

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
  readonly place: Place;
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

/** A place in the output of a node. */
export interface OutputPlace {
  readonly node: string;
  readonly path: string;
}

/** An LLM output to remember. */
export interface NewOutput {
  readonly place: Place;
  readonly endedAt: number;
  readonly facts: ResponseFacts;
  readonly body: unknown;
}

/** Calls that may still be answered without naming their id. */
const MAX_WAITING = 1000;

export class OutputRecords {
  /** Calls without an answer, oldest first. */
  private waiting: PendingCall[] = [];
  private readonly lists = new Map<number, OutputPart[]>();
  private readonly callsById = new Map<string, OutputPart[]>();
  private readonly responses = new Map<string, OutputPlace>();
  private readonly items = new Map<string, OutputPlace>();

  add(node: string, output: NewOutput): void {
    const { facts, place } = output;
    if (facts.id !== null) {
      const path = stringAt(output.body, "id") === facts.id ? "id" : "";
      this.responses.set(facts.id, { node, path });
    }
    this.addItems(node, output);
    // A call with its result in the same output ran at the provider's; no program answers it.
    const results = facts.messages.flatMap((message) => message.tool_results);
    const answered = new Set(results.map((result) => result.call_id));
    let index = 0;
    for (const message of facts.messages) {
      for (const part of [...partsOf(message), ...joinedParts(message)]) {
        const { call } = part;
        const isOpen = call !== null && (call.id === null || !answered.has(call.id));
        const tool = isOpen
          ? { llm: node, index: index++, call, endedAt: output.endedAt, tool: null }
          : null;
        this.file({ ...part, node, place, tool });
      }
    }
  }

  atPlace(whole: number, part: number): readonly OutputPart[] {
    return this.lists.get(pairKey(AT_PLACE, whole, part)) ?? [];
  }

  afterLast(last: number, part: number): readonly OutputPart[] {
    return this.lists.get(pairKey(AFTER_LAST, last, part)) ?? [];
  }

  anywhere(part: number): readonly OutputPart[] {
    return this.lists.get(part) ?? [];
  }

  /** Tool calls with an id of the provider's, oldest first. */
  callsWithId(id: string): readonly OutputPart[] {
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

  response(id: string): OutputPlace | null {
    return this.responses.get(id) ?? null;
  }

  /** Where an output has a message or item of this id. */
  item(id: string): OutputPlace | null {
    return this.items.get(id) ?? null;
  }

  private file(part: OutputPart): void {
    append(this.lists, pairKey(AT_PLACE, part.place.whole, part.key), part);
    append(this.lists, pairKey(AFTER_LAST, part.place.last, part.key), part);
    append(this.lists, part.key, part);
    if (part.tool === null) return;
    this.waiting.push(part.tool);
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    if (part.call?.id) append(this.callsById, part.call.id, part);
  }

  private addItems(node: string, output: NewOutput): void {
    for (const { id, path } of output.facts.messages) {
      if (id !== null) this.items.set(id, { node, path });
    }
    const items = property(output.body, "output");
    if (!Array.isArray(items)) return;
    for (const [index, item] of items.entries()) {
      const id = stringAt(item, "id");
      if (id !== null) this.items.set(id, { node, path: `output[${index}]` });
    }
  }
}

function append<K>(lists: Map<K, OutputPart[]>, key: K, part: OutputPart): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [part]);
  else list.push(part);
}
