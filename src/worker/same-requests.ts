// The quick way to the answer of most calls of most re-runs: what was asked byte for byte the same is
// found by the hash of its text, and not looked into. Runs in the user's process.
import { Buffer } from "node:buffer";
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import type { AnswerHead, ReplayBody } from "#src/protocol/replay-file.ts";
import type { NodeReference } from "#src/protocol/runner-event.ts";
import { type EntryPool, areEqual } from "./entry-pool.ts";
import type { IdAliases } from "./id-aliases.ts";
import { whyServed } from "./reasons.ts";
import type { IndexedEntry, ReplayFile } from "./replay-reader.ts";
import { LIVE, type Verdict } from "./verdict.ts";

/** A request as it is on its way. */
export interface SentRequest {
  /** As it is recorded. */
  readonly url: string;
  readonly body: string | Uint8Array;
  /** The operations that it may be of. */
  readonly operations: readonly string[];
  /** In which form its client wants the answer, of one of them. */
  readonly formOf: (operation: string) => string;
  readonly process: string;
  readonly subrun: string;
}

/** A call whose very request is recorded. */
export interface SameCall {
  readonly operation: string;
  readonly node: NodeReference;
  readonly verdict: Verdict & { readonly answer: CachedAnswer; readonly reason: string };
}

/** What would be served in the long way as well; null where that has to be taken. */
export type ServeSame = (request: SentRequest) => SameCall | null;

/** Of the file's entries that the pool has left. */
export function createSameRequests(
  file: ReplayFile,
  pool: EntryPool,
  aliases: IdAliases,
): ServeSame {
  const { pace, tool_results: edits, match: rule, cache: isCacheOn = true } = file.head;
  // A paced answer takes its time, an edited tool result makes another request of it, and what a person
  // edited may be known by its place alone.
  const isUsed = !pace && edits.length === 0 && !file.entries.some(isEdited);
  /** One of the entries that were asked the same, by what was sent. */
  const known = new Map<string, IndexedEntry>();
  for (const entry of isUsed ? file.entries : []) {
    if (entry.same !== undefined) known.set(keyOfSent(entry.same), entry);
  }
  if (known.size === 0) return () => null;

  return ({ url, body, operations, formOf, process, subrun }) => {
    const sent = keyOfSent({ url, body: sha256(body) });
    const same = known.get(sent);
    if (same === undefined || !operations.includes(same.operation)) return null;
    const { key, hash, operation } = same;
    const continues = same.continues.map(aliases.toRecorded);
    const entry = pool.take({ key, hash, continues, process, subrun });
    if (entry === null) return null;
    const answer =
      entry.same !== undefined && keyOfSent(entry.same) === sent
        ? answerOf(entry, formOf(operation))
        : null;
    if (answer === null) {
      pool.giveBack(entry);
      return null;
    }
    const continuesSame =
      !same.continues.some(aliases.isOfOther) && areEqual(continues, entry.continues);
    const reason = whyServed(entry, { rule, hash, isCacheOn, continuesSame, byPlace: false });
    const { node } = entry;
    const verdict = { ...LIVE, answer, source: "cache", servedFrom: node, reason } as const;
    return { operation, node, verdict };
  };

  function answerOf(entry: IndexedEntry, form: string): CachedAnswer | null {
    const answer = file.answerOf(entry);
    const body = answer.inForm(form);
    return body === null ? null : answerFrom(answer, body);
  }
}

function isEdited({ edited, at }: IndexedEntry): boolean {
  return edited !== null || at !== undefined;
}

/** What was sent, as a key. */
function keyOfSent({ url, body }: NonNullable<IndexedEntry["same"]>): string {
  return `${body} ${url}`;
}

/** Not node:crypto, which is slow to load. */
function sha256(body: string | Uint8Array): string {
  return Bun.CryptoHasher.hash("sha256", body, "hex");
}

/** A recorded answer as the program gets it. */
export function answerFrom(
  { status }: AnswerHead,
  { content_type: contentType, parts }: ReplayBody,
): CachedAnswer {
  return {
    status,
    contentType,
    parts: parts.map(({ content, encoding }) => toBytes(content, encoding)),
  };
}

const encoder = new TextEncoder();

function toBytes(content: string, encoding: "utf8" | "base64"): Uint8Array {
  if (encoding === "utf8") return encoder.encode(content);
  return new Uint8Array(Buffer.from(content, "base64"));
}
