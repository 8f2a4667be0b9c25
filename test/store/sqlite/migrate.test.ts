import { Database } from "bun:sqlite";
import { describe, expect, test } from "vitest";
import { MIGRATIONS } from "#src/store/sqlite/migrate.ts";
import { openSqliteStore } from "#src/store/sqlite/sqlite-store.ts";
import { sessionNamed } from "#test/contracts/store-contract.ts";
import { temporaryDatabase } from "#test/store/temporary-store.ts";

const next = MIGRATIONS.length + 1;

function versionOf(path: string): unknown {
  using database = new Database(path);
  return database.query("PRAGMA user_version").get();
}

describe("migrations", () => {
  test("count from 1 without gaps", () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(
      MIGRATIONS.map((_, index) => index + 1),
    );
  });

  test("a new one is applied to a file with data, once", async () => {
    using database = temporaryDatabase();
    {
      await using store = await openSqliteStore(database.path);
      await store.transaction((writer) => writer.sessions.insert(sessionNamed("a")));
    }
    const migrations = [...MIGRATIONS, { version: next, sql: "CREATE TABLE extra (a ANY)" }];
    for (let turn = 0; turn < 2; turn++) {
      await using store = await openSqliteStore(database.path, { migrations });
      expect(await store.reader.sessions.ids()).toEqual(["a"]);
    }
    expect(versionOf(database.path)).toEqual({ user_version: next });
  });

  test("one that fails half-way leaves the version before, with its data", async () => {
    using database = temporaryDatabase();
    {
      await using store = await openSqliteStore(database.path);
      await store.transaction((writer) => writer.sessions.insert(sessionNamed("a")));
    }
    const sql =
      "CREATE TABLE extra (a ANY) STRICT; DELETE FROM sessions; CREATE TABLE extra (b ANY);";
    const migrations = [...MIGRATIONS, { version: next, sql }];
    await expect(openSqliteStore(database.path, { migrations })).rejects.toThrow(/extra/);
    expect(versionOf(database.path)).toEqual({ user_version: next - 1 });
    await using store = await openSqliteStore(database.path);
    expect(await store.reader.sessions.ids()).toEqual(["a"]);
  });
});
