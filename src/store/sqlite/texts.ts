// Tables `texts` and `text_index`: which texts a session has and where. See migration 0003.
import type { Attachment } from "#src/protocol/graph.ts";
import type { Description, NewText, TextPlace } from "#src/store/records.ts";
import type { TextReader, TextWriter } from "#src/store/store.ts";
import type { Connection, SqlValue } from "./connection.ts";

/** The index knows groups of this many characters. */
const GROUP = 3;
/** More groups of one term narrow nothing down any further. */
const MAXIMUM_GROUPS = 40;

interface PlaceRow {
  readonly id: number;
  readonly session_id: string;
  readonly run_id: string;
  readonly node: number;
  readonly side: Attachment["side"];
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

export function textTable(connection: Connection): TextWriter {
  return {
    candidates: async (terms, page) => findCandidates(connection, terms, page),
    descriptions: async (terms, limit) => findDescriptions(connection, terms, limit),
    async add(runId, texts) {
      const run = connection.get<{ run: number; session: number }>(
        `SELECT r.number AS run, s.number AS session FROM runs r JOIN sessions s USING (session_id)
         WHERE run_id = ?`,
        runId,
      );
      if (run === null) return;
      for (const text of texts) addText(connection, run, text);
    },
  };
}

/** Deletes the texts of a session; to be called before the session itself is deleted. */
export function deleteTextsOfSession(connection: Connection, sessionId: string): void {
  const texts =
    "SELECT id FROM texts WHERE session = (SELECT number FROM sessions WHERE session_id = ?)";
  deleteTexts(connection, texts, sessionId);
}

/** The same for one run. What other runs of the session say, too, must then be indexed again. */
export function deleteTextsOfRun(connection: Connection, runId: string): void {
  const texts = "SELECT id FROM texts WHERE run = (SELECT number FROM runs WHERE run_id = ?)";
  deleteTexts(connection, texts, runId);
}

/** Where nothing is left, the index gives its room back at once. */
export function sweepTextIndex(connection: Connection): void {
  if (connection.get("SELECT 1 FROM texts LIMIT 1") !== null) return;
  if (connection.get("SELECT 1 FROM text_index_data WHERE id > 10 LIMIT 1") === null) return;
  connection.run("INSERT INTO text_index (text_index) VALUES ('delete-all')");
}

/** Pages of the index that are merged in one go: some 15 ms. */
const MERGED_PAGES = 200;

/**
 * One step of taking deleted texts out of the index, which until then only marks them as deleted; the
 * first one says that the whole is to be done. True where there is more to do.
 */
export function mergeTextIndex(connection: Connection, isFirst: boolean): boolean {
  const pages = isFirst ? -MERGED_PAGES : MERGED_PAGES;
  const before = changesSoFar(connection);
  connection.run("INSERT INTO text_index (text_index, rank) VALUES ('merge', ?)", pages);
  // That statement itself is one change: sqlite.org/fts5.html, section 6.8.
  return changesSoFar(connection) - before >= 2;
}

function changesSoFar(connection: Connection): number {
  return connection.get<{ count: number }>("SELECT total_changes() AS count")?.count ?? 0;
}

function deleteTexts(connection: Connection, select: string, of: string): void {
  connection.run(`DELETE FROM text_index WHERE rowid IN (${select})`, of);
  connection.run(`DELETE FROM texts WHERE id IN (${select})`, of);
}

function addText(
  connection: Connection,
  of: { readonly run: number; readonly session: number },
  text: NewText,
): void {
  const { rowId, changes } = connection.run(
    `INSERT OR IGNORE INTO texts (session, hash, run, node, side, path, start, size)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    of.session,
    text.hash,
    of.run,
    text.number,
    text.side,
    text.path,
    text.start,
    text.text.length,
  );
  if (changes === 0) return;
  connection.run("INSERT INTO text_index (rowid, text) VALUES (?, ?)", rowId, text.text);
}

const NUMBERS = `SELECT number FROM sessions
  WHERE session_id IN (SELECT value FROM json_each(?))`;

function findCandidates(
  connection: Connection,
  terms: readonly string[],
  page: Parameters<TextReader["candidates"]>[1],
): TextPlace[] {
  const groups = groupsOf(terms);
  // What is shorter than a group can stand anywhere.
  const source =
    groups.length === 0
      ? "texts t WHERE"
      : "text_index i JOIN texts t ON t.id = i.rowid WHERE text_index MATCH ? AND";
  const values: SqlValue[] = groups.length === 0 ? [] : [groups.join(" AND ")];
  const key = groups.length === 0 ? "t.id" : "i.rowid";
  const rows = connection.all<PlaceRow>(
    `SELECT f.id, s.session_id, r.run_id, f.node, f.side, f.path, f.start, f.size FROM (
       SELECT t.* FROM ${source} ${key} < ? AND t.session NOT IN (${NUMBERS}) ORDER BY ${key} DESC LIMIT ?) f
     JOIN runs r ON r.number = f.run JOIN sessions s ON s.number = f.session ORDER BY f.id DESC`,
    ...values,
    page.before ?? Number.MAX_SAFE_INTEGER,
    JSON.stringify([...(page.except ?? [])]),
    page.limit,
  );
  return rows.map(toPlace);
}

/** The groups of characters that a text with all `terms` has, as the index is asked for them. */
function groupsOf(terms: readonly string[]): string[] {
  const groups = new Set<string>();
  for (const term of terms) {
    const characters = [...term];
    const last = Math.min(characters.length - GROUP, MAXIMUM_GROUPS);
    for (let start = 0; start <= last; start++) {
      groups.add(characters.slice(start, start + GROUP).join(""));
    }
  }
  return [...groups].map((group) => `"${group.replaceAll('"', '""')}"`);
}

function findDescriptions(
  connection: Connection,
  terms: readonly string[],
  limit: number,
): Description[] {
  const fits = (column: string): string =>
    [`${column} IS NOT NULL`, ...terms.map(() => `${column} LIKE ? ESCAPE '\\'`)].join(" AND ");
  const patterns = terms.map(looseLike);
  return connection.all<Description>(
    `SELECT sessionId, runId, field, text FROM (
       SELECT session_id AS sessionId, NULL AS runId, 'name' AS field, name AS text,
         last_activity AS at FROM sessions WHERE ${fits("name")}
       UNION ALL SELECT session_id, run_id, 'label', label, started_at FROM runs
         WHERE ${fits("label")}
       UNION ALL SELECT session_id, run_id, 'note', note, started_at FROM runs
         WHERE ${fits("note")})
     ORDER BY at DESC LIMIT ?`,
    ...patterns,
    ...patterns,
    ...patterns,
    limit,
  );
}

/** SQLite folds the case of ASCII only: any other character fits any, and the caller looks closer. */
function looseLike(term: string): string {
  // oxlint-disable-next-line no-control-regex -- all that is not ASCII
  return `%${term.replace(/[\\%_]/g, "\\$&").replace(/[^\u0000-\u007F]/gu, "%")}%`;
}

function toPlace(row: PlaceRow): TextPlace {
  const { id, session_id: sessionId, run_id: runId, node: number, side, path, start, size } = row;
  return { id, sessionId, runId, number, side, path, start, size };
}
