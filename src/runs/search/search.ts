// Finds what was recorded by its text: descriptions first, then calls, newest first. Runs in the
// server. The index names candidates; only what is read and does have the text is a hit.
import { AoError } from "#src/errors.ts";
import type { SearchHit, SearchQuery, SearchResult } from "#src/protocol/http-api.ts";
import { valueAt } from "#src/protocol/json.ts";
import type { Indexing } from "#src/runs/search/indexing.ts";
import { OVERLAP, PIECE, textsOf } from "#src/runs/search/body-texts.ts";
import { type Term, findSnippet, hasAll, parseQuery, wordsOf } from "#src/runs/search/query.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import { nodeId } from "#src/store/node-id.ts";
import type { SessionSearch, TextPlace } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

export interface SearchServices {
  readonly reader: StoreReader;
  readonly indexing: Pick<Indexing, "settle">;
}

const DEFAULT_LIMIT = 20;
const PAGE = 50;
/** Descriptions are few; more than this are one word that is in all of them. */
const MAXIMUM_DESCRIPTIONS = 1000;
const MAXIMUM_EDITS = 500;
/** How long a search may wait for what was recorded last, and how long it may look for more. */
const SETTLE_MS = 10_000;
const LOOK_MS = 5000;

/** See {@link RunService.search}. */
export async function search(services: SearchServices, query: SearchQuery): Promise<SearchResult> {
  const terms = termsOf(query.q);
  const limit = query.limit ?? DEFAULT_LIMIT;
  const isSettled = await services.indexing.settle(SETTLE_MS);
  const hits: SearchHit[] = await describedHits(services.reader, terms, limit);
  for await (const edit of findEdits(services.reader, terms)) {
    if (hits.length >= limit) break;
    hits.push(await toHit(services.reader, terms, edit));
  }
  const found = findTexts(services.reader, terms, new Set());
  const seen = new Set<string>();
  for (;;) {
    if (hits.length >= limit) return { hits, complete: isSettled };
    const { value: text, done } = await found.next();
    // Not `done`: what the generator returns is whether it looked everywhere.
    if (done === true) return { hits, complete: isSettled && text };
    const call = `${text.place.runId} ${text.place.number} ${text.place.side}`;
    if (!seen.has(call)) hits.push(await toHit(services.reader, terms, text));
    seen.add(call);
  }
}

/** What `GET /sessions?search=` asks the store for; undefined where every session fits. */
export async function sessionsWith(
  { reader, indexing }: SearchServices,
  query: string,
): Promise<SessionSearch | undefined> {
  const terms = parseQuery(query);
  if (terms.length === 0) return undefined;
  await indexing.settle(SETTLE_MS);
  const sessions = new Set<string>();
  for (const { sessionId, text } of await reader.texts.descriptions(
    wordsOf(terms),
    MAXIMUM_DESCRIPTIONS,
  )) {
    if (hasAll(terms, text)) sessions.add(sessionId);
  }
  for await (const { place } of findEdits(reader, terms)) sessions.add(place.sessionId);
  // One text is enough: what was found while it looks on is left out.
  for await (const { place } of findTexts(reader, terms, sessions)) sessions.add(place.sessionId);
  return { terms: terms.map(({ text }) => text), sessionIds: [...sessions] };
}

function termsOf(query: string): Term[] {
  const terms = parseQuery(query);
  if (terms.length > 0) return terms;
  throw new AoError("bad_input", `Cannot search for "${query}": there is no word in it`);
}

async function describedHits(
  reader: StoreReader,
  terms: readonly Term[],
  limit: number,
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const found of await reader.texts.descriptions(wordsOf(terms), MAXIMUM_DESCRIPTIONS)) {
    const snippet = findSnippet(terms, found.text);
    if (snippet === null) continue;
    hits.push({
      ...(await sessionOf(reader, found.sessionId)),
      run_id: found.runId,
      node_id: null,
      field: found.field,
      path: null,
      edited: false,
      ...shown(snippet),
    });
    if (hits.length === limit) break;
  }
  return hits;
}

interface FoundText {
  readonly place: Omit<TextPlace, "id" | "start" | "size">;
  readonly text: string;
  readonly edited: boolean;
}

/** Edits with all terms in a text. They are few, and come and go: they are read, not indexed. */
async function* findEdits(reader: StoreReader, terms: readonly Term[]): AsyncGenerator<FoundText> {
  for (const { runId, number, side, body } of await reader.edits.newest(MAXIMUM_EDITS)) {
    if (body === null) continue;
    const value = await shownValue(reader.bodies, { body, format: "json" });
    for (const { path, text } of textsOf(value)) {
      if (!hasAll(terms, text)) continue;
      const run = await reader.runs.get(runId);
      const sessionId = run?.run.session_id ?? "";
      yield { place: { sessionId, runId, number, side, path }, text, edited: true };
      break;
    }
    await yieldToEventLoop();
  }
}

/**
 * The texts with all terms, the newest first, without those of the sessions in `except`, which may grow
 * meanwhile. Returns whether it came to the end: a term that is everywhere in parts is not looked for
 * without end.
 */
async function* findTexts(
  reader: StoreReader,
  terms: readonly Term[],
  except: ReadonlySet<string>,
): AsyncGenerator<FoundText, boolean> {
  const deadline = performance.now() + LOOK_MS;
  const words = wordsOf(terms);
  const bodies = new LastBody(reader);
  for (let before: number | null = null; ;) {
    const wanted = { before, limit: PAGE, except };
    const page: readonly TextPlace[] = await reader.texts.candidates(words, wanted);
    for (const place of page) {
      if (except.has(place.sessionId)) continue;
      const text = textAt(await bodies.of(place), place);
      if (hasAll(terms, text)) yield { place, text, edited: false };
      if (performance.now() > deadline) return false;
      await yieldToEventLoop();
    }
    if (page.length < PAGE) return true;
    before = page.at(-1)?.id ?? null;
  }
}

function textAt(body: unknown, { path, start, size }: TextPlace): string {
  const text = valueAt(body, path);
  return typeof text === "string" ? text.slice(start, start + Math.min(size, PIECE + OVERLAP)) : "";
}

/** Texts that follow each other mostly stand in one body. */
class LastBody {
  readonly #reader: StoreReader;
  #key = "";
  #value: unknown = null;

  constructor(reader: StoreReader) {
    this.#reader = reader;
  }

  async of({ runId, number, side }: TextPlace): Promise<unknown> {
    const key = `${runId} ${number} ${side}`;
    if (key === this.#key) return this.#value;
    const node = await this.#reader.nodes.get(runId, number);
    this.#value = await shownValue(this.#reader.bodies, node?.[side] ?? null);
    this.#key = key;
    return this.#value;
  }
}

async function toHit(
  reader: StoreReader,
  terms: readonly Term[],
  { place, text, edited }: FoundText,
): Promise<SearchHit> {
  return {
    ...(await sessionOf(reader, place.sessionId)),
    run_id: place.runId,
    node_id: nodeId(place.number),
    field: place.side,
    path: place.path,
    edited,
    ...shown(findSnippet(terms, text)),
  };
}

function shown(snippet: ReturnType<typeof findSnippet>): Pick<SearchHit, "snippet" | "spans"> {
  const spans = (snippet?.spans ?? []).map(([start, end]): [number, number] => [start, end]);
  return { snippet: snippet?.text ?? "", spans };
}

async function sessionOf(
  reader: StoreReader,
  sessionId: string,
): Promise<Pick<SearchHit, "session_id" | "session_name">> {
  const session = await reader.sessions.get(sessionId);
  return { session_id: sessionId, session_name: session?.name ?? sessionId };
}
