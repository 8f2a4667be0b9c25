// The store on SQLite: one writing connection, used by one transaction at a time, and one that reads
// what is committed. Runs in the server.
import type { Store, StoreReader, StoreWriter } from "#src/store/store.ts";
import { attachmentTable } from "./attachments.ts";
import { bodyTable } from "./bodies.ts";
import type { Connection } from "./connection.ts";
import { deltaTable } from "./deltas.ts";
import { edgeTable } from "./edges.ts";
import { editTable } from "./edits.ts";
import { MIGRATIONS } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import { nodeTable } from "./nodes.ts";
import { openDatabase } from "./open-database.ts";
import { programLogTable } from "./program-log.ts";
import { programOutputTable } from "./program-output.ts";
import { readingsTable } from "./readings.ts";
import { runTable } from "./runs.ts";
import { sessionTable } from "./sessions.ts";
import { streamTable } from "./streams.ts";
import { mergeTextIndex, textTable } from "./texts.ts";

export interface SqliteStoreOptions {
  /** Other steps than the released ones, for tests of the mechanism. */
  readonly migrations?: readonly Migration[];
  /** Deltas kept for replay. */
  readonly keptDeltas?: number;
  /** Upper limit of the file in pages of 4 KB: a quota. */
  readonly maximumPages?: number;
}

/** 8 MB, some 10 ms. */
const PAGES_IN_A_STEP = 2000;

/** Opens or creates the database at `path`. @throws AoError `store_damaged`, `store_newer`, `home_unusable`. */
export async function openSqliteStore(
  path: string,
  options: SqliteStoreOptions = {},
): Promise<Store> {
  const { writer, reader } = openDatabase(path, options.migrations ?? MIGRATIONS);
  if (options.maximumPages !== undefined) {
    writer.execute(`PRAGMA max_page_count = ${options.maximumPages}`);
  }
  return new SqliteStore(writer, reader, options.keptDeltas ?? 50_000);
}

class SqliteStore implements Store {
  readonly reader: StoreReader;
  readonly #writer: StoreWriter;
  readonly #connections: { readonly writer: Connection; readonly reader: Connection };
  #last: Promise<unknown> = Promise.resolve();
  #state: "open" | "closed" = "open";

  constructor(writer: Connection, reader: Connection, keptDeltas: number) {
    this.#connections = { writer, reader };
    this.reader = tables(reader, keptDeltas);
    this.#writer = tables(writer, keptDeltas);
  }

  transaction<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#runAlone(work));
  }

  async reclaim(): Promise<void> {
    let isFirst = true;
    await this.#inSteps(() => {
      const isMore = mergeTextIndex(this.#connections.writer, isFirst);
      isFirst = false;
      return isMore;
    });
    await this.#inSteps(() => this.#reclaimStep());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#connections.reader.close();
    this.#connections.writer.close();
  }

  /** Until a step says that there is no more to do, or the store is closed; others get their turn. */
  async #inSteps(step: () => boolean): Promise<void> {
    while (await this.#inTurn(() => this.#state === "open" && step())) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // The next one waits for this one, whatever came of it; the caller gets the error.
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** True where there is more to do. */
  #reclaimStep(): boolean {
    const { writer } = this.#connections;
    const before = freePages(writer);
    // Its steps are rows: only reading all of them does the whole.
    writer.all(`PRAGMA incremental_vacuum(${PAGES_IN_A_STEP})`);
    const left = freePages(writer);
    if (left > 0 && left < before) return true;
    // The file itself shrinks when its log is merged into it.
    writer.all("PRAGMA wal_checkpoint(TRUNCATE)");
    return false;
  }

  async #runAlone<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T> {
    if (this.#state === "closed") throw new Error("the store is closed");
    const connection = this.#connections.writer;
    connection.execute("BEGIN IMMEDIATE");
    try {
      const result = await work(this.#writer);
      connection.execute("COMMIT");
      return result;
    } catch (error) {
      // SQLite rolls back by itself on some errors, a full disk among them.
      if (connection.inTransaction) connection.execute("ROLLBACK");
      throw error;
    }
  }
}

function freePages(connection: Connection): number {
  return connection.get<{ freelist_count: number }>("PRAGMA freelist_count")?.freelist_count ?? 0;
}

function tables(connection: Connection, keptDeltas: number): StoreWriter {
  const bodies = bodyTable(connection);
  return {
    sessions: sessionTable(connection),
    runs: runTable(connection),
    streams: streamTable(connection),
    nodes: nodeTable(connection),
    edges: edgeTable(connection),
    edits: editTable(connection),
    attachments: attachmentTable(connection),
    bodies,
    programOutput: programOutputTable(connection),
    programLog: programLogTable(connection),
    texts: textTable(connection),
    readings: readingsTable(connection),
    deltas: deltaTable(connection, keptDeltas),
  };
}
