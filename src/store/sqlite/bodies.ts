// Tables `bodies` and `chunks`: bytes kept once by their SHA-256. A body of up to one normal chunk is
// one row; a larger one is a list of chunks, shared with every body that has the same part.
import { describeThrown } from "#src/errors.ts";
import { NORMAL_SIZE, chunkEnds } from "#src/store/content-chunks.ts";
import type { BodyWriter } from "#src/store/store.ts";
import { type StoredBlob, compressed, uncompressed } from "./compressed.ts";
import type { Connection } from "./connection.ts";
import { damagedStore } from "./explain-error.ts";

interface BodyRow extends StoredBlob {
  readonly hash: Uint8Array;
  readonly size: number;
  readonly chunk_ids: Uint8Array | null;
}

export function bodyTable(connection: Connection): BodyWriter {
  return {
    async put(bytes) {
      const hash = sha256(bytes);
      const found = connection.get<{ id: number }>("SELECT id FROM bodies WHERE hash = ?", hash);
      if (found !== null) return { body: found.id, added: 0 };
      return bytes.length <= NORMAL_SIZE
        ? putWhole(connection, bytes, hash)
        : putChunked(connection, bytes, hash);
    },
    async hash(body) {
      const row = connection.get<{ hash: Uint8Array }>(
        "SELECT hash FROM bodies WHERE id = ?",
        body,
      );
      if (row === null) throw damagedStore(connection.path, `body ${body} is missing`);
      return row.hash.toHex();
    },
    async read(body) {
      const row = connection.get<BodyRow>(
        "SELECT hash, size, codec, chunk_ids, data FROM bodies WHERE id = ?",
        body,
      );
      if (row === null) throw damagedStore(connection.path, `body ${body} is missing`);
      const bytes =
        row.chunk_ids === null
          ? unpack(connection, row, `body ${body}`)
          : readChunks(connection, row.chunk_ids, row.size);
      // The database has no checksums of its own, and wrong bytes would be served from the cache.
      if (Buffer.compare(sha256(bytes), row.hash) !== 0) {
        throw damagedStore(connection.path, `body ${body} is not what was stored`);
      }
      return bytes;
    },
  };
}

/** Where bodies are used. */
const USES: readonly (readonly [table: string, column: string])[] = [
  ["nodes", "request_body"],
  ["nodes", "response_body"],
  ["nodes", "input_body"],
  ["nodes", "output_body"],
  ["nodes", "asked_body"],
  ["edits", "body"],
];

const IS_USED = USES.map(([table, column]) => `SELECT 1 FROM ${table} WHERE ${column} = ?1`);

/** The bodies that a run's nodes and edits use. */
export function bodiesOfRun(connection: Connection, runId: string): number[] {
  const used = USES.map(
    ([table, column]) =>
      `SELECT ${column} AS body FROM ${table} WHERE run_id = ?1 AND ${column} IS NOT NULL`,
  );
  return connection.all<{ body: number }>(used.join(" UNION "), runId).map(({ body }) => body);
}

/** Deletes those of `candidates` that no node or edit uses, then the chunks that no body uses. */
export function sweepBodies(connection: Connection, candidates: Iterable<number>): void {
  const isUsed = `${IS_USED.join(" UNION ALL ")} LIMIT 1`;
  const orphans = new Set<number>();
  for (const body of candidates) {
    if (connection.get(isUsed, body) !== null) continue;
    const row = connection.get<{ chunk_ids: Uint8Array | null }>(
      "DELETE FROM bodies WHERE id = ? RETURNING chunk_ids",
      body,
    );
    for (const id of row?.chunk_ids ? fromBlob(row.chunk_ids) : []) orphans.add(id);
  }
  if (orphans.size > 0) sweepChunks(connection, orphans);
}

function sweepChunks(connection: Connection, orphans: Set<number>): void {
  const page =
    "SELECT id, chunk_ids FROM bodies WHERE id > ? AND chunk_ids IS NOT NULL ORDER BY id LIMIT 1000";
  for (let after = 0; ;) {
    const rows = connection.all<{ id: number; chunk_ids: Uint8Array }>(page, after);
    for (const row of rows) for (const id of fromBlob(row.chunk_ids)) orphans.delete(id);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  for (const id of orphans) connection.run("DELETE FROM chunks WHERE id = ?", id);
}

type Put = Awaited<ReturnType<BodyWriter["put"]>>;

function putWhole(connection: Connection, bytes: Uint8Array, hash: Uint8Array): Put {
  const blob = compressed(bytes);
  const { rowId } = connection.run(
    "INSERT INTO bodies (hash, size, codec, data) VALUES (?, ?, ?, ?)",
    hash,
    bytes.length,
    blob.codec,
    blob.data,
  );
  return { body: rowId, added: blob.data.length };
}

function putChunked(connection: Connection, bytes: Uint8Array, hash: Uint8Array): Put {
  const ids: number[] = [];
  let added = 0;
  let start = 0;
  for (const end of chunkEnds(bytes)) {
    const chunk = putChunk(connection, bytes.subarray(start, end));
    ids.push(chunk.id);
    added += chunk.added;
    start = end;
  }
  const { rowId } = connection.run(
    "INSERT INTO bodies (hash, size, codec, chunk_ids) VALUES (?, ?, 0, ?)",
    hash,
    bytes.length,
    toBlob(ids),
  );
  return { body: rowId, added };
}

function putChunk(connection: Connection, bytes: Uint8Array): { id: number; added: number } {
  const hash = sha256(bytes);
  const found = connection.get<{ id: number }>("SELECT id FROM chunks WHERE hash = ?", hash);
  if (found !== null) return { id: found.id, added: 0 };
  const blob = compressed(bytes);
  const { rowId } = connection.run(
    "INSERT INTO chunks (hash, size, codec, data) VALUES (?, ?, ?, ?)",
    hash,
    bytes.length,
    blob.codec,
    blob.data,
  );
  return { id: rowId, added: blob.data.length };
}

function readChunks(connection: Connection, ids: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const id of fromBlob(ids)) {
    const row = connection.get<StoredBlob>("SELECT codec, data FROM chunks WHERE id = ?", id);
    if (row === null) throw damagedStore(connection.path, `chunk ${id} is missing`);
    const chunk = unpack(connection, row, `chunk ${id}`);
    if (offset + chunk.length > size)
      throw damagedStore(connection.path, `chunk ${id} is too long`);
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes.subarray(0, offset);
}

function unpack(connection: Connection, blob: StoredBlob, what: string): Uint8Array {
  try {
    return uncompressed(blob);
  } catch (error) {
    throw damagedStore(connection.path, `${what}: ${describeThrown(error)}`, error);
  }
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Bun.CryptoHasher("sha256").update(bytes).digest();
}

/** Ids as little-endian 48-bit numbers. */
function toBlob(ids: readonly number[]): Uint8Array {
  const blob = Buffer.alloc(ids.length * 6);
  for (const [index, id] of ids.entries()) blob.writeUIntLE(id, index * 6, 6);
  return blob;
}

function fromBlob(blob: Uint8Array): number[] {
  const view = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  return Array.from({ length: blob.length / 6 }, (_, index) => view.readUIntLE(index * 6, 6));
}
