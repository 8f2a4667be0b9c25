import { Database } from "bun:sqlite";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { MIGRATIONS } from "#src/store/sqlite/migrate.ts";
import { openSqliteStore } from "#src/store/sqlite/sqlite-store.ts";
import { sessionNamed } from "#test/contracts/store-contract.ts";
import { temporaryDatabase } from "#test/store/temporary-store.ts";

/** A closed database with something in it. */
async function filled(path: string): Promise<void> {
  await using store = await openSqliteStore(path);
  await store.transaction(async (writer) => {
    await writer.sessions.insert(sessionNamed("a"));
    for (let index = 0; index < 40; index++) {
      await writer.bodies.put(crypto.getRandomValues(new Uint8Array(9_000)));
    }
  });
}

const DAMAGES: readonly [string, (path: string) => void, RegExp][] = [
  [
    "text",
    (path) => writeFileSync(path, "my notes\n".repeat(50)),
    /does not start like a database/,
  ],
  ["a short file", (path) => writeFileSync(path, "SQLite format 3\0abc"), /cut off/],
  ["a file cut in half", (path) => truncateSync(path, 50_000), /has 50000 bytes of \d+/],
  [
    "a file whose schema is overwritten",
    (path) => writeFileSync(path, Buffer.from(readFileSync(path)).fill(0x5a, 100, 4_096)),
    /damaged/,
  ],
  [
    "a database of another program",
    (path) => {
      writeFileSync(path, "");
      using other = new Database(path);
      other.run("CREATE TABLE bookmarks (url TEXT)");
    },
    /belongs to another program/,
  ],
];

describe("openSqliteStore()", () => {
  test.each(DAMAGES)("refuses %s and leaves it as it is", async (_, damage, message) => {
    using database = temporaryDatabase();
    await filled(database.path);
    damage(database.path);
    const before = readFileSync(database.path);
    const error: unknown = await openSqliteStore(database.path).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "store_damaged", hint: expect.stringMatching(/kept/) });
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(`"${database.path}"`);
    expect(readFileSync(database.path).equals(before)).toBe(true);
  });

  test("refuses a later version and leaves it as it is", async () => {
    using database = temporaryDatabase();
    await filled(database.path);
    {
      using connection = new Database(database.path);
      connection.run("PRAGMA user_version = 99");
    }
    const before = readFileSync(database.path);
    await expect(openSqliteStore(database.path)).rejects.toMatchObject({
      code: "store_newer",
      message: `Cannot open "${database.path}": it is of version 99, this ao knows up to ${MIGRATIONS.length}`,
    });
    expect(readFileSync(database.path).equals(before)).toBe(true);
  });

  test("refuses a later version that so far stands in the log alone", async () => {
    using database = temporaryDatabase();
    using copy = temporaryDatabase();
    await filled(database.path);
    const connection = new Database(database.path);
    connection.run("PRAGMA wal_autocheckpoint = 0");
    connection.run("PRAGMA user_version = 99");
    // As after a kill: the log is there, the file does not know yet.
    mkdirSync(dirname(copy.path), { recursive: true });
    copyFileSync(database.path, copy.path);
    copyFileSync(`${database.path}-wal`, `${copy.path}-wal`);
    connection.close();
    const before = readFileSync(copy.path);
    await expect(openSqliteStore(copy.path)).rejects.toMatchObject({ code: "store_newer" });
    expect(readFileSync(copy.path).equals(before)).toBe(true);
    expect(readFileSync(`${copy.path}-wal`).length).toBeGreaterThan(0);
  });

  test("finds damage inside when it gets there, and says which file", async () => {
    using database = temporaryDatabase();
    await filled(database.path);
    const bytes = readFileSync(database.path);
    bytes.fill(0x5a, 40_000);
    writeFileSync(database.path, bytes);
    const read = async (): Promise<void> => {
      await using store = await openSqliteStore(database.path);
      for (let body = 1; body <= 40; body++) await store.reader.bodies.read(body);
    };
    await expect(read()).rejects.toMatchObject({
      code: "store_damaged",
      message: expect.stringContaining(database.path),
    });
  });

  test.skipIf(process.getuid?.() === 0)("says that a read-only home cannot be used", async () => {
    using database = temporaryDatabase();
    chmodSync(database.folder, 0o500);
    await expect(openSqliteStore(database.path)).rejects.toMatchObject({ code: "home_unusable" });
    chmodSync(database.folder, 0o700);
  });

  test("says that a home that is a file cannot be used", async () => {
    using database = temporaryDatabase();
    writeFileSync(dirname(database.path), "");
    await expect(openSqliteStore(database.path)).rejects.toMatchObject({ code: "home_unusable" });
  });

  test("takes an empty file for a new database", async () => {
    using database = temporaryDatabase();
    mkdirSync(dirname(database.path));
    writeFileSync(database.path, "");
    await using store = await openSqliteStore(database.path);
    expect(await store.reader.sessions.ids()).toEqual([]);
  });
});
