// `transcript` evidence: finds, in the message list of a request, the answers of earlier calls at their
// places. By id where there is one, else by equal parts: first after an equal conversation, then after
// an equal last message, then (distinctive texts) anywhere. A part that stood in a request before any
// call had said it is the program's own (a few-shot example) and stays so.
import type { Message, RequestFacts } from "#src/providers/message.ts";
import { type EdgeCollector, transcriptEvidence } from "./found.ts";
import type { Cover } from "./leaves.ts";
import { type Part, joinedParts, keyOf, lastSaid, partsOf, placeAfter } from "./message-parts.ts";
import type { OutputPart, OutputRecords, PendingCall, Place } from "./output-record.ts";

/** A text this short may be said by chance at another place. */
const DISTINCTIVE_LENGTH = 24;

/** A part of an assistant message of a request. */
interface Said {
  readonly part: Part;
  readonly message: Message;
  readonly index: number;
  /** Key of the conversation before the message, and before the turn it is part of. */
  readonly places: readonly number[];
  readonly last: number;
}

/** What a request's list says about earlier calls. */
export interface Transcript {
  readonly place: Place;
  /** The calls behind the tool calls in the list, by their id there, in order of the list. */
  readonly calls: readonly {
    readonly id: string | null;
    readonly index: number;
    readonly call: PendingCall;
  }[];
}

/** Finds the answers of earlier calls in message lists. One per run. */
export class TranscriptTracer {
  private readonly records: OutputRecords;
  /** Keys of parts that stood in a request without coming from a call. */
  private readonly ownWords = new Set<number>();

  constructor(records: OutputRecords) {
    this.records = records;
  }

  trace(
    target: string,
    facts: RequestFacts,
    into: { edges: EdgeCollector; covers: Map<string, Cover> },
  ): Transcript {
    const { said, place } = readConversation(facts.messages);
    const taken = new Map<Said, OutputPart>();
    const used = new Set<OutputPart>();
    for (const search of [this.byCallId, this.byPlace, this.byLastMessage, this.byText]) {
      // From the end: of equal answers the last in the list is the latest.
      for (const one of said.toReversed()) {
        if (taken.has(one)) continue;
        const found = search.call(this, one, used);
        if (found === null) continue;
        taken.set(one, found);
        used.add(found);
      }
    }
    const calls: { id: string | null; index: number; call: PendingCall }[] = [];
    for (const one of said) {
      const found = taken.get(one);
      if (found === undefined) this.noteOwnWords(one);
      else {
        into.edges.add(found.node, target, transcriptEvidence(one.part.path, found.path));
        into.covers.set(one.part.path, { kind: "explained" });
        if (found.tool !== null) {
          calls.push({ id: one.part.call?.id ?? null, index: one.index, call: found.tool });
        }
      }
    }
    this.traceIds(target, facts, into.edges);
    return { place, calls };
  }

  private byCallId(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    const { call, key } = one.part;
    if (call === null || call.id === null) return null;
    const entries = this.records.callsOf(call.id).filter((entry) => entry.call.name === call.name);
    if (entries.length === 0) return null;
    const parts = this.records.anywhere(key);
    const isSame = (part: OutputPart) => !used.has(part) && part.call?.id === call.id;
    const atPlace = one.places
      .flatMap((place) => this.records.atPlace(place, key))
      .findLast(isSame);
    return (
      atPlace ??
      this.records.afterLast(one.last, key).findLast(isSame) ??
      parts.findLast(isSame) ??
      null
    );
  }

  private byPlace(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    for (const place of one.places) {
      if (this.ownWords.has(keyOf("w", `${place} ${one.part.key}`))) continue;
      const found = lastUnused(this.records.atPlace(place, one.part.key), used);
      if (found !== null) return found;
    }
    return null;
  }

  private byLastMessage(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    if (this.ownWords.has(keyOf("l", `${one.last} ${one.part.key}`))) return null;
    return lastUnused(this.records.afterLast(one.last, one.part.key), used);
  }

  private byText(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    const { call, length, key } = one.part;
    if (call === null && length < DISTINCTIVE_LENGTH) return null;
    if (this.ownWords.has(key)) return null;
    return lastUnused(this.records.anywhere(key), used);
  }

  private noteOwnWords(one: Said): void {
    for (const place of one.places) this.ownWords.add(keyOf("w", `${place} ${one.part.key}`));
    this.ownWords.add(keyOf("l", `${one.last} ${one.part.key}`));
    this.ownWords.add(one.part.key);
  }

  /** Answers the provider keeps itself, and items repeated or named by their id. */
  private traceIds(target: string, facts: RequestFacts, edges: EdgeCollector): void {
    for (const { id, path } of facts.continues) {
      const node = this.records.response(id) ?? this.records.item(id)?.node ?? null;
      if (node !== null) edges.add(node, target, transcriptEvidence(path, "id"));
    }
    for (const { id, path } of facts.messages) {
      const item = id === null ? null : this.records.item(id);
      if (item === null || edges.has(item.node, target)) continue;
      edges.add(item.node, target, transcriptEvidence(path, item.path));
    }
  }
}

function lastUnused(
  parts: readonly OutputPart[],
  used: ReadonlySet<OutputPart>,
): OutputPart | null {
  return parts.findLast((part) => !used.has(part)) ?? null;
}

/** All parts of assistant messages with their places, and the place where the answer will stand. */
function readConversation(messages: readonly Message[]): { said: Said[]; place: Place } {
  const said: Said[] = [];
  let whole = 0;
  let last = 0;
  let turn = { whole: 0, last: 0 };
  for (const [index, message] of messages.entries()) {
    if (message.role === "assistant") {
      const places = turn.whole === whole ? [whole] : [turn.whole, whole];
      for (const part of [...partsOf(message), ...joinedParts(message)]) {
        said.push({ part, message, index, places, last: turn.last });
      }
    }
    whole = placeAfter(whole, message);
    last = lastSaid(message, last);
    if (message.role !== "assistant" && message.role !== "system") turn = { whole, last };
  }
  return { said, place: { whole, last } };
}
