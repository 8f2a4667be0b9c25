// Finds for each call of a re-run the recorded one that it is, and what follows: its answer, an edit,
// or that it has to go out. Runs in the user's process.
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import type { AnswerHead, ReplayBody } from "#src/protocol/replay-file.ts";
import { CACHE_OFF } from "#src/protocol/no-answer.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import { partsWithRequestId } from "#src/providers/mcp/answer-id.ts";
import { requestKey } from "#src/providers/request-key.ts";
import { broughtIds, continuedIds } from "#src/providers/state-ids.ts";
import { type PlacedCall, createEditPlaces } from "./edit-places.ts";
import { fitToClient, withLiveIds } from "./edited-request.ts";
import { type WantedCall, areEqual, createEntryPool } from "./entry-pool.ts";
import { createIdAliases } from "./id-aliases.ts";
import {
  ALL_GIVEN,
  type Circumstances,
  NO_ANSWER,
  whyNotInForm,
  whyReplaced,
  whyServed,
} from "./reasons.ts";
import { refuseOffline, toAnswer } from "./refusals.ts";
import type { FiledAnswer, IndexedEntry, ReplayFile } from "./replay-reader.ts";
import { createToolCallIds } from "./tool-call-ids.ts";
import { withToolResults } from "./tool-results.ts";
import { type ServeSame, answerFrom, createSameRequests } from "./same-requests.ts";
import { LIVE, type Verdict } from "./verdict.ts";

/** A call as far as it matters which recorded one it is. */
export interface AskedCall {
  readonly operation: string;
  readonly path: string;
  /** In which its client wants the answer. */
  readonly form: string;
  /** The JSON body as it is recorded; undefined where it is none. */
  readonly body: unknown;
  /** The same as it is on its way, with whatever secrets are in it. */
  readonly rawBody: () => unknown;
  readonly scrub: (text: string) => string;
  readonly process: string;
  readonly subrun: string;
  /** Of the program that makes it, as `sourceLine()`; null where it is not known. */
  readonly line: string | null;
}

export interface Answers {
  /** Nothing may go out. */
  readonly offline: boolean;
  judge(call: AskedCall): Verdict;
  /** The quick way of {@link Answers.judge} for what was asked byte for byte; null where it was not. */
  readonly serveSame: ServeSame;
}

/** Where there is nothing to serve from. */
export function createNoAnswers(offline: boolean): Answers {
  const live: Verdict = { ...LIVE, reason: NO_ANSWER };
  return {
    offline,
    judge: (call) => (offline ? refused(call, live) : live),
    serveSame: () => null,
  };
}

function refused(call: AskedCall, verdict: Verdict): Verdict {
  const refusal = refuseOffline(verdict.reason ?? NO_ANSWER);
  const answer = toAnswer(call.operation, refusal);
  const { reason } = refusal;
  return { ...verdict, answer: forClient(call, answer), refused: true, reason };
}

const { parse, stringify } = JSON;

/** The answers of a replay file. */
export function createAnswers(file: ReplayFile): Answers {
  return new RecordedAnswers(file);
}

function toPlaced({ operation, process, subrun, line, hash }: Case): PlacedCall {
  return { operation, process, subrun, line, hash };
}

/** The edits are of the run that is run again; what others answered stands behind them. */
function isOfRun({ at, edited }: IndexedEntry): boolean {
  return at !== undefined || edited !== null;
}

/** A call on its way through the judgement. */
interface Case extends AskedCall, Circumstances {
  /** With edited tool results in it; null where it has none. */
  readonly send: string | null;
  readonly wanted: WantedCall;
}

class RecordedAnswers implements Answers {
  readonly #file: ReplayFile;
  readonly #pool: ReturnType<typeof createEntryPool>;
  readonly #places: ReturnType<typeof createEditPlaces>;
  readonly #aliases = createIdAliases();
  readonly #toolCalls = createToolCallIds();

  readonly offline: boolean;
  readonly serveSame: ServeSame;

  constructor(file: ReplayFile) {
    this.#file = file;
    this.offline = file.head.offline;
    this.#pool = createEntryPool(file.entries);
    this.serveSame = createSameRequests(file, this.#pool, this.#aliases);
    this.#places = createEditPlaces(file.entries);
  }

  judge(call: AskedCall): Verdict {
    const asked = this.#open(call);
    const same = this.#pool.take(asked.wanted) ?? this.#takeEdited(call, asked);
    if (this.#places === null) return this.#judgeAs(asked, same);
    const placed = toPlaced(asked);
    const inPlace = same !== null && isOfRun(same) ? null : this.#takeAt(placed);
    if (inPlace !== null && same !== null) this.#pool.giveBack(same);
    const verdict = this.#judgeAs({ ...asked, byPlace: inPlace !== null }, inPlace ?? same);
    const place = this.#places.claim(placed, inPlace ?? same);
    return {
      ...verdict,
      onFailure: () => {
        verdict.onFailure?.();
        place.release();
      },
    };
  }

  #judgeAs(asked: Case, entry: IndexedEntry | null): Verdict {
    if (entry === null) {
      return this.#sendOut(asked, { ...LIVE, send: asked.send, reason: this.#whyNotServed(asked) });
    }
    if (entry.edited === "input" && entry.send !== undefined) {
      return this.#replaceRequest(asked, entry, entry.send);
    }
    return this.#serve(asked, entry);
  }

  #whyNotServed({ wanted }: Case): string {
    if (this.#file.head.cache === false) return CACHE_OFF;
    return this.#pool.knows(wanted.key) ? ALL_GIVEN : NO_ANSWER;
  }

  #open(call: AskedCall): Case {
    const edits = this.#file.head.tool_results;
    const raw = edits.length === 0 ? undefined : call.rawBody();
    const edited = withToolResults(raw, edits, { recordedOnly: false, ids: this.#toolCalls });
    if (edited === raw) return { ...call, ...this.#identify(call), send: null };
    const send = stringify(edited);
    const changed = { ...call, body: parse(call.scrub(send)) as unknown };
    return { ...changed, ...this.#identify(changed), send };
  }

  /** An edit belongs to what the program asked, whatever results were put into it. */
  #takeEdited(call: AskedCall, { send }: Case): IndexedEntry | null {
    return send === null ? null : this.#pool.takeEdited(this.#identify(call).wanted);
  }

  /** What a person edited is the call in its place, whatever the edits before it make of its request. */
  #takeAt(placed: PlacedCall): IndexedEntry | null {
    const entry = this.#places?.editedAt(placed) ?? null;
    return entry !== null && this.#pool.takeThis(entry) ? entry : null;
  }

  #identify(call: AskedCall): Circumstances & { readonly wanted: WantedCall } {
    const { operation, path, body, process, subrun } = call;
    const { match: rule, cache: isCacheOn = true } = this.#file.head;
    const hash = inputHash(operation, path, body);
    const key = rule.mode === "exact" ? hash : requestKey(operation, path, body, rule);
    const ids = continuedIds(operation, body);
    const continues = ids.map(this.#aliases.toRecorded);
    const continuesSame = !ids.some(this.#aliases.isOfOther);
    const wanted = { key, hash, continues, process, subrun };
    return { rule, hash, isCacheOn, continuesSame, byPlace: false, wanted };
  }

  #serve(asked: Case, entry: IndexedEntry): Verdict {
    const recorded = this.#file.answerOf(entry);
    const body = recorded.inForm(asked.form);
    const about = { servedFrom: entry.node, edited: entry.edited };
    if (body === null) {
      const reason = whyNotInForm(entry, asked.form, asked);
      return this.#sendInPlace(asked, entry, { ...LIVE, send: asked.send, reason });
    }
    if (entry.edited === "output") this.#learn(asked, entry, textOf(body));
    return {
      ...LIVE,
      ...about,
      answer: this.#toAnswer(asked, recorded, body),
      send: asked.send,
      source: entry.edited === "output" ? "edited" : "cache",
      reason: whyServed(entry, this.#circumstancesOf(asked, entry)),
    };
  }

  #replaceRequest(asked: Case, entry: IndexedEntry, edited: string): Verdict {
    const sent = this.#fitRequest(asked, edited);
    const { wanted } = this.#identify({ ...asked, body: parse(sent) });
    const answering = this.#pool.takeAnswer(wanted);
    const found = this.#circumstancesOf(asked, entry);
    const about = { send: sent, servedFrom: entry.node, edited: "input" } as const;
    const recorded = answering === null ? null : this.#file.answerOf(answering);
    const body = recorded?.inForm(asked.form) ?? null;
    if (answering === null || recorded === null || body === null) {
      if (answering !== null) this.#pool.giveBack(answering);
      const reason = whyReplaced(entry, null, found);
      return this.#sendInPlace(asked, entry, { ...LIVE, ...about, reason });
    }
    this.#aliases.learn(entry.brings, answering.brings);
    return {
      ...LIVE,
      ...about,
      answer: this.#toAnswer(asked, recorded, body),
      source: "cache",
      reason: whyReplaced(entry, answering, found),
    };
  }

  /** The edited request as this run's client can send it. */
  #fitRequest(asked: Case, edited: string): string {
    const { tool_results: edits } = this.#file.head;
    const value = withToolResults(parse(edited), edits, {
      recordedOnly: true,
      ids: this.#toolCalls,
    });
    const text = stringify(fitToClient(asked.operation, value, asked.body));
    return withLiveIds(text, continuedIds(asked.operation, value), this.#aliases.toLive);
  }

  #circumstancesOf(asked: Case, entry: IndexedEntry): Circumstances {
    const { continues } = asked.wanted;
    const isSame = areEqual(continues, entry.continues);
    return { ...asked, continuesSame: asked.continuesSame && isSame };
  }

  /** Its answer takes the place of the entry's. */
  #sendInPlace(asked: Case, entry: IndexedEntry, verdict: Verdict): Verdict {
    return this.#sendOut(asked, {
      ...verdict,
      onFailure: () => this.#pool.giveBack(entry),
      onAnswer: entry.brings.length === 0 ? null : (text) => this.#learn(asked, entry, text),
    });
  }

  #sendOut(asked: Case, verdict: Verdict): Verdict {
    return this.offline ? refused(asked, verdict) : verdict;
  }

  #learn({ operation }: Case, entry: IndexedEntry, text: string): void {
    this.#aliases.learn(entry.brings, broughtIds(operation, text));
  }

  #toAnswer(asked: Case, recorded: FiledAnswer, body: ReplayBody): CachedAnswer {
    const answer = answerFrom(recorded, body);
    const paced = this.#file.head.pace ? { ...answer, at: timesOf(recorded, body) } : answer;
    return forClient(asked, paced);
  }
}

/** Milliseconds after the start of the call; a part without a time comes with the one before it. */
function timesOf({ duration_ms: duration }: AnswerHead, { parts }: ReplayBody): number[] {
  let time = parts.length === 1 ? (duration ?? 0) : 0;
  return parts.map(({ at }) => (time = at ?? time));
}

function textOf({ parts }: ReplayBody): string {
  return parts.map(({ content, encoding }) => (encoding === "utf8" ? content : "")).join("");
}

/** A JSON-RPC client waits for the id of its own request. */
function forClient({ operation, body }: AskedCall, answer: CachedAnswer): CachedAnswer {
  if (operation !== "mcp.tools-call") return answer;
  return { ...answer, parts: partsWithRequestId(answer.parts, body) };
}
