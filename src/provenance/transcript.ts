// `transcript` evidence: finds, in the message list of a request, the answers of earlier calls at their
// places. By id where there is one, else by equal parts: first after an equal conversation, then after
// an equal last message, then (distinctive texts) anywhere. A part that stood in a request before any
// call had said it is the program's own (a few-shot example) and stays so.
import type { Message, RequestFacts } from "#src/providers/message.ts";
import { type EdgeCollector, transcriptEvidence } from "./found.ts";
import type { Cover } from "./leaves.ts";
import { type Part, joinedParts, partsOf, saidKeys } from "./message-parts.ts";
import {
  AFTER_LAST,
  AT_PLACE,
  IN_CONVERSATION,
  type OutputPart,
  type OutputRecords,
  type PendingCall,
  type Place,
} from "./output-record.ts";
import { SeenSet } from "./seen-set.ts";
import { mix, pairKey } from "./hash.ts";

/** A text this short may be said by chance at another place. */
const DISTINCTIVE_LENGTH = 24;
/** 8 MB for the program's own words, once a run is large. */
const OWN_WORDS_BITS = 26;
/** Calls with one id that are looked at: mocks give all calls the same. */
const MAX_SAME_ID = 64;

/** A part of an assistant message of a request. */
interface Said {
  readonly part: Part;
  /** Texts of the message as one: looked for only where they are not found one by one. */
  readonly joined: boolean;
  readonly message: Message;
  readonly index: number;
  /** Keys of the conversation before the turn it is part of, and before the message. */
  readonly places: readonly number[];
  /** Key of the last thing said before the turn. */
  readonly last: number;
}

/** A call behind a tool call of a request's list: the id it has there, and the index of its message. */
export interface ListedCall {
  readonly id: string | null;
  readonly index: number;
  readonly call: PendingCall;
}

/** What a request's list says about earlier calls. */
export interface Transcript {
  /** Where its answer will stand. */
  readonly place: Place;
  readonly calls: readonly ListedCall[];
}

/** Finds the answers of earlier calls in message lists. One per run. */
export class TranscriptTracer {
  private readonly records: OutputRecords;
  /** Keys of parts that stood in a request without coming from a call. */
  private readonly ownWords = new SeenSet(OWN_WORDS_BITS);

  constructor(records: OutputRecords) {
    this.records = records;
  }

  trace(
    target: string,
    facts: RequestFacts,
    into: { edges: EdgeCollector; covers: Map<string, Cover> },
  ): Transcript {
    const { said, place } = readConversation(facts.messages);
    const sources = this.findSources(said);
    const calls: ListedCall[] = [];
    for (const one of said) {
      const source = sources.get(one);
      if (source === undefined) {
        if (!one.joined) this.noteOwnWords(one);
        continue;
      }
      into.edges.add(source.node, target, transcriptEvidence(one.part.path, source.path));
      into.covers.set(one.part.path, { kind: "explained" });
      if (source.tool === null) continue;
      calls.push({ id: one.part.call?.id ?? null, index: one.index, call: source.tool });
    }
    this.traceIds(target, facts, into.edges);
    return { place, calls };
  }

  private findSources(said: readonly Said[]): Map<Said, OutputPart> {
    const sources = new Map<Said, OutputPart>();
    const used = new Set<OutputPart>();
    const foundMessages = new Set<Message>();
    // From the end: of equal answers the last in the list is the latest.
    const latestFirst = said.toReversed();
    for (const joined of [false, true]) {
      for (const search of [this.byCallId, this.byPlace, this.byLastMessage, this.byText]) {
        for (const one of latestFirst) {
          if (one.joined !== joined || sources.has(one)) continue;
          if (joined && foundMessages.has(one.message)) continue;
          const source = search.call(this, one, used);
          if (source === null) continue;
          sources.set(one, source);
          used.add(source);
          foundMessages.add(one.message);
        }
      }
    }
    return sources;
  }

  private byCallId(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    const { call, key } = one.part;
    if (call === null || call.id === null) return null;
    const sameId = this.records
      .callsWithId(call.id)
      .slice(-MAX_SAME_ID)
      .filter((part) => part.call?.name === call.name && !used.has(part));
    if (sameId.length < 2) return sameId[0] ?? null;
    const same = sameId.filter((part) => part.key === key);
    const isAtPlace = (part: OutputPart) => one.places.includes(part.place.whole);
    const isAfterLast = (part: OutputPart) => part.place.last === one.last;
    return (
      same.findLast(isAtPlace) ??
      same.findLast(isAfterLast) ??
      same.at(-1) ??
      sameId.findLast(isAtPlace) ??
      sameId.at(-1) ??
      null
    );
  }

  private byPlace(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    for (const place of one.places) {
      if (this.isOwn(pairKey(AT_PLACE, place, one.part.key))) continue;
      const found = lastUnused(this.records.atPlace(place, one.part.key), used);
      if (found !== null) return found;
    }
    return null;
  }

  private byLastMessage(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    if (this.isOwn(pairKey(AFTER_LAST, one.last, one.part.key))) return null;
    return lastUnused(this.records.afterLast(one.last, one.part.key), used);
  }

  private byText(one: Said, used: ReadonlySet<OutputPart>): OutputPart | null {
    const { call, length, key } = one.part;
    if (call === null && length < DISTINCTIVE_LENGTH) return null;
    if (this.isOwn(key)) return null;
    return lastUnused(this.records.anywhere(key), used);
  }

  private isOwn(key: number): boolean {
    return this.ownWords.has(shortKey(key));
  }

  private noteOwnWords(one: Said): void {
    for (const place of one.places)
      this.ownWords.add(shortKey(pairKey(AT_PLACE, place, one.part.key)));
    this.ownWords.add(shortKey(pairKey(AFTER_LAST, one.last, one.part.key)));
    this.ownWords.add(shortKey(one.part.key));
  }

  /** Answers the provider keeps itself, and items repeated or named by their id. */
  private traceIds(target: string, facts: RequestFacts, edges: EdgeCollector): void {
    for (const { id, path } of facts.continues) {
      const source = this.records.response(id) ?? this.records.item(id);
      if (source !== null) edges.add(source.node, target, transcriptEvidence(path, source.path));
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
    const parts = partsOf(message);
    if (message.role === "assistant") {
      const places = turn.whole === whole ? [whole] : [turn.whole, whole];
      const common = { message, index, places, last: turn.last };
      for (const part of parts) said.push({ part, joined: false, ...common });
      for (const part of joinedParts(message)) said.push({ part, joined: true, ...common });
    }
    for (const key of saidKeys(message, parts)) {
      whole = pairKey(IN_CONVERSATION, whole, key);
      last = key;
    }
    if (message.role !== "assistant" && message.role !== "system") turn = { whole, last };
  }
  return { said, place: { whole, last } };
}

/** 32 bits of a key, for a {@link SeenSet}. */
function shortKey(key: number): number {
  return mix((key ^ (key / 0x100000000)) | 0);
}
