import { Database } from "bun:sqlite";
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openSqliteStore } from "#src/store/sqlite/sqlite-store.ts";
import type { StoreWriter } from "#src/store/store.ts";
import { nodeOf, runOf, sessionNamed, testStoreContract } from "#test/contracts/store-contract.ts";
import { temporaryDatabase } from "#test/store/temporary-store.ts";

testStoreContract("SQLite", () => {
  const database = temporaryDatabase();
  return { ...database, open: () => openSqliteStore(database.path) };
});

describe("the database file", () => {
  test("is the user's alone, as are its companions, also where the folder was open", async () => {
    using database = temporaryDatabase();
    mkdirSync(join(database.folder, "db"), { mode: 0o755 });
    chmodSync(join(database.folder, "db"), 0o755);
    await using store = await openSqliteStore(database.path);
    await store.transaction((writer) => writer.sessions.insert(sessionNamed("a")));
    const folder = join(database.folder, "db");
    const modes = readdirSync(folder)
      .sort()
      .map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
    expect(modes).toEqual([
      ["ao.sqlite", "600"],
      ["ao.sqlite-shm", "600"],
      ["ao.sqlite-wal", "600"],
    ]);
    expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
  });

  test("when it can grow no more, says so, keeps what it has and can still be read", async () => {
    using database = temporaryDatabase();
    let body = 0;
    {
      await using store = await openSqliteStore(database.path, { maximumPages: 120 });
      const first = Buffer.from("kept ".repeat(2_000));
      await store.transaction(async (writer) => {
        await writer.sessions.insert(sessionNamed("a"));
        await writer.runs.insert(runOf("a", "r"));
        ({ body } = await writer.bodies.put(first));
        await writer.nodes.insert(nodeOf("r", { requestBody: body }));
      });
      const big = crypto.getRandomValues(new Uint8Array(60_000));
      const fill = async (): Promise<void> => {
        for (let turn = 0; turn < 50; turn++) {
          big[0] = turn;
          big.reverse();
          await store.transaction((writer) => writer.bodies.put(Buffer.concat([big, big])));
        }
      };
      await expect(fill()).rejects.toMatchObject({
        code: "home_unusable",
        message: `Cannot write "${database.path}": the disk is full`,
      });
      expect(await store.reader.sessions.ids()).toEqual(["a"]);
    }
    await using store = await openSqliteStore(database.path);
    expect((await store.reader.bodies.read(body)).length).toBe(10_000);
  });

  test("deltas before the kept ones are dropped, and the bounds say so", async () => {
    using database = temporaryDatabase();
    await using store = await openSqliteStore(database.path, { keptDeltas: 500 });
    await store.transaction(async (writer) => {
      for (let index = 0; index < 2_100; index++) {
        const data = { level: "info", message: String(index) };
        await writer.deltas.append({ type: "log", session_id: "s", data }, { keep: true });
      }
    });
    expect(await store.reader.deltas.bounds()).toEqual({ last: 2_100, pruned: 1_500 });
    const [oldest] = await store.reader.deltas.range({ since: 0, until: 9_999, limit: 1 });
    expect(oldest?.seq).toBe(1_501);
  });

  test("chunks that only a deleted session used are gone from the file", async () => {
    using database = temporaryDatabase();
    await using store = await openSqliteStore(database.path);
    const noise = crypto.getRandomValues(new Uint8Array(60_000));
    const add = (session: string, bytes: Uint8Array) =>
      store.transaction(async (writer) => {
        await writer.sessions.insert(sessionNamed(session));
        await writer.runs.insert(runOf(session, `run-${session}`));
        const { body, added } = await writer.bodies.put(bytes);
        await writer.nodes.insert(nodeOf(`run-${session}`, { requestBody: body }));
        return added;
      });
    const alone = await add("a", noise);
    await add("b", noise.slice(0, 30_000));
    await store.transaction((writer) => writer.sessions.delete(["a"]));
    // What "b" shares is still there; the rest must be stored anew.
    const again = await add("c", noise);
    expect(alone).toBeGreaterThanOrEqual(60_000);
    expect(again).toBeGreaterThan(25_000);
    expect(again).toBeLessThan(50_000);
  });

  test.each([
    ["sessions", async (writer: StoreWriter) => writer.sessions.delete(["gone"])],
    ["runs", async (writer: StoreWriter) => writer.runs.delete(["run-gone"])],
  ])("holds nothing any more of %s that were deleted", async (_, remove) => {
    using database = temporaryDatabase();
    await using store = await openSqliteStore(database.path);
    const folder = join(database.folder, "db");
    const contents = () =>
      readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    const add = (session: string, word: string) =>
      store.transaction(async (writer) => {
        await writer.sessions.insert(sessionNamed(session));
        const command = { script: "/a.ts", args: [word], cwd: "/" };
        const runId = `run-${session}`;
        await writer.runs.insert(runOf(session, runId, { command, startedAt: 2_000 }));
        for (let number = 1; number <= 100; number++) {
          const bytes = Buffer.from(`${word} ${number}`);
          const { body } = await writer.bodies.put(bytes);
          const node = { callId: `${session}-${number}`, label: word, requestBody: body };
          await writer.nodes.insert(nodeOf(runId, node));
        }
        const text = {
          hash: 1n,
          number: 1,
          side: "input",
          path: "",
          start: 0,
          text: word,
        } as const;
        await writer.texts.add(runId, [text]);
        const data = { level: "info", message: word };
        await writer.deltas.append(
          { type: "log", session_id: session, run_id: runId, data },
          { keep: true },
        );
      });
    await add("kept", "common");
    await add("gone", "needleÄÖÜ");
    expect(contents().join("")).toContain("needle");
    await store.transaction(remove);
    await store.reclaim();
    expect(contents().join("")).toContain("common");
    expect(contents().join("")).not.toContain("needle");
    using index = new Database(database.path);
    index.run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, text_index, row)");
    const terms = index.query("SELECT term FROM temp.terms").all();
    expect(terms).toContainEqual({ term: "mmo" });
    expect(terms).not.toContainEqual({ term: "dle" });
    const stored = index.query("SELECT block FROM text_index_data").all() as {
      block: Uint8Array;
    }[];
    const blocks = stored.map(({ block }) => Buffer.from(block).toString("latin1")).join("");
    expect(blocks).not.toContain(Buffer.from("äöü").toString("latin1"));
  });

  test("shrinks when what was deleted is reclaimed, while others write", async () => {
    using database = temporaryDatabase();
    await using store = await openSqliteStore(database.path);
    await store.transaction(async (writer) => {
      await writer.sessions.insert(sessionNamed("a"));
      await writer.runs.insert(runOf("a", "r"));
      for (let count = 0; count < 400; count++) {
        const noise = crypto.getRandomValues(new Uint8Array(60_000));
        const { body } = await writer.bodies.put(noise);
        await writer.nodes.insert(nodeOf("r", { callId: `call-${count}`, requestBody: body }));
      }
    });
    await store.transaction((writer) => writer.sessions.delete(["a"]));
    const reclaimed = store.reclaim();
    await store.transaction((writer) => writer.sessions.insert(sessionNamed("b")));
    await reclaimed;
    const folder = join(database.folder, "db");
    const bytes = readdirSync(folder).reduce(
      (sum, name) => sum + statSync(join(folder, name)).size,
      0,
    );
    expect(bytes).toBeLessThan(500_000);
    expect(await store.reader.sessions.ids()).toEqual(["b"]);
  });
});
