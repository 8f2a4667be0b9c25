// Opens the database file: checks before anything could change it, then WAL and migrations.
// Runs in the server. A file that is damaged or of a later ao is left byte for byte as it is.
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { AoError, describeThrown } from "#src/errors.ts";
import { Connection } from "./connection.ts";
import { damagedStore } from "./explain-error.ts";
import { migrate, newerStore, schemaVersion } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";

const MAGIC = "SQLite format 3\0";
const HEADER_SIZE = 100;

export interface OpenDatabase {
  readonly writer: Connection;
  /** Sees what is committed, also while `writer` is in a transaction. */
  readonly reader: Connection;
}

/**
 * Opens the file at `path`, or creates it (0600 in a 0700 directory).
 * @throws AoError `store_damaged`, `store_newer`, `home_unusable`.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): OpenDatabase {
  createPrivateFile(path);
  checkHeader(path);
  checkVersion(path, migrations.length);
  const writer = new Connection(path, { readonly: false });
  try {
    // NORMAL: in WAL mode a commit is in the operating system's hands when it returns, so a kill of
    // this process loses nothing; only a power cut may lose the last commits, never the rest.
    writer.execute("PRAGMA busy_timeout = 5000");
    // Kept in the file; takes effect only before its first table. See `reclaim` of the store.
    writer.execute("PRAGMA auto_vacuum = INCREMENTAL");
    writer.execute("PRAGMA journal_mode = WAL");
    writer.execute("PRAGMA synchronous = NORMAL");
    writer.execute("PRAGMA foreign_keys = ON");
    // What is deleted is overwritten, so that nothing in the file can be read that nobody has any more.
    // Deleting takes 4 ms more per MB; FAST would cost nothing, but leave it in pages that became free.
    writer.execute("PRAGMA secure_delete = ON");
    writer.execute("PRAGMA cache_size = -16000");
    writer.execute("PRAGMA journal_size_limit = 67108864");
    migrate(writer, migrations);
    const reader = new Connection(path, { readonly: true });
    reader.execute("PRAGMA busy_timeout = 5000");
    reader.execute("PRAGMA cache_size = -8000");
    return { writer, reader };
  } catch (error) {
    writer.close();
    throw error;
  }
}

/** SQLite gives its `-wal` and `-shm` files the mode of the main file. */
function createPrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    chmodSync(dirname(path), 0o700);
    closeSync(openSync(path, "a", 0o600));
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      if (existsSync(file)) chmodSync(file, 0o600);
    }
  } catch (error) {
    throw new AoError("home_unusable", `Cannot use "${path}": ${describeThrown(error)}`, {
      hint: "check the permissions of the directory and the disk, or set AO_HOME",
      cause: error,
    });
  }
}

/** Cheap: the header and the length. Format: sqlite.org/fileformat2.html, section 1.3. */
function checkHeader(path: string): void {
  const { header, size } = readHeader(path);
  if (size === 0) return;
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw damagedStore(path, "it does not start like a database");
  }
  if (size < HEADER_SIZE) throw damagedStore(path, "it is cut off");
  const written = header.readUInt16BE(16);
  const pageSize = written === 1 ? 65_536 : written;
  const expected = pageSize * header.readUInt32BE(28);
  // With a log beside it the file may lag behind; then SQLite itself finds out what is missing.
  if (size < expected && !hasLog(path)) {
    throw damagedStore(path, `it has ${size} bytes of ${expected}`);
  }
}

function readHeader(path: string): { header: Buffer; size: number } {
  const file = openSync(path, "r");
  try {
    const header = Buffer.alloc(HEADER_SIZE);
    readSync(file, header, 0, HEADER_SIZE, 0);
    return { header, size: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

function hasLog(path: string): boolean {
  return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
}

/** Through a connection that cannot write: closing a writing one would merge the log into the file. */
function checkVersion(path: string, known: number): void {
  if (statSync(path).size === 0 && !hasLog(path)) return;
  const connection = new Connection(path, { readonly: true });
  try {
    connection.get("PRAGMA schema_version");
    const found = schemaVersion(connection);
    if (found > known) throw newerStore(path, found, known);
    const tables = connection.get<{ n: number }>("SELECT count(*) AS n FROM sqlite_schema")?.n ?? 0;
    if (found === 0 && tables > 0) throw damagedStore(path, "it belongs to another program");
  } finally {
    connection.close();
  }
}
