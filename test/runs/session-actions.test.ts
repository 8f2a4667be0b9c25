import { Value } from "@sinclair/typebox/value";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { silentLogger } from "#src/config/logger.ts";
import { AoError } from "#src/errors.ts";
import { SessionStats } from "#src/protocol/http-api.ts";
import { Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import { createRunService } from "#src/runs/create-run-service.ts";
import { openStore } from "#src/store/open-store.ts";
import type { Store } from "#src/store/store.ts";
import {
  RUN,
  SESSION,
  STREAM,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";
import { DEAD_PID, writeSpool } from "./spool.ts";

const request = chatRequest([{ role: "user", content: "hello" }]);

describe("createSession()", () => {
  test("gives what was asked for, and a name where none was", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const asked = { name: "mine", user_id: "ann", kind: "repl" as const, metadata: { a: 1 } };
    const session = await service.createSession(asked);
    expect([...Value.Errors(Session, session)]).toEqual([]);
    expect(session).toMatchObject({ ...asked, status: "idle", runs: 0, total_requests: 0 });
    const unnamed = await service.createSession({});
    expect(unnamed.name).toBe(unnamed.session_id);
    expect(await service.counts()).toEqual({ active: 0, total: 2 });
  });

  test.each(["config", "metadata"])("refuses a %s that makes every list large", async (field) => {
    using home = temporaryHome();
    await using service = await openService(home);
    const create = (size: number) => service.createSession({ [field]: { text: "x".repeat(size) } });
    await expect(create(64 * 1024)).rejects.toMatchObject({
      code: "too_large",
      message: `Cannot create the session: its ${field} is over 64 KB of JSON`,
    });
    expect(await create(60_000)).toMatchObject({ runs: 0 });
    expect(await service.counts()).toEqual({ active: 0, total: 1 });
  });
});

describe("deleteSession()", () => {
  test("takes the session, its graph and its spool, and says so", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID })]));
    await service.ingest(RUN, STREAM, numbered([callStart("1", request)]));
    const folder = writeSpool(home, { [STREAM]: [callStart("1", request)] });
    const deltas: RunDelta[] = [];
    service.subscribe((delta) => deltas.push(delta));
    await service.deleteSession(SESSION);
    expect(deltas).toMatchObject([
      { type: "session.updated", session_id: SESSION, data: { deleted: true } },
    ]);
    expect(existsSync(folder)).toBe(false);
    await service.collect();
    expect(await service.counts()).toEqual({ active: 0, total: 0 });
    await expect(service.outline(RUN)).rejects.toMatchObject({ code: "not_found" });
    const { deltas: kept } = await service.replay(0, SESSION);
    const replayed: RunDelta[] = [];
    for await (const delta of kept) replayed.push(delta);
    expect(replayed).toEqual(deltas);
  });

  test("refuses while a run is going on, and while a process of it still writes", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    const refused = {
      code: "conflict",
      message: `Cannot delete session "agent": run ${RUN} is going on`,
    };
    await expect(service.deleteSession(SESSION)).rejects.toMatchObject(refused);
    await service.ingest(RUN, "owner", numbered([runEnd()], 2));
    writeSpool(home, { [`${process.pid}-abc`]: [] });
    await expect(service.deleteSession(SESSION)).rejects.toMatchObject(refused);
    expect(await service.counts()).toEqual({ active: 0, total: 1 });
  });

  test("that the store cannot do leaves the spool as it is", async () => {
    using home = temporaryHome();
    const store = await openStore(home);
    let isFull = false;
    const transaction: Store["transaction"] = async (work) => {
      if (isFull) throw new AoError("home_unusable", "Cannot write: the disk is full");
      return store.transaction(work);
    };
    const failing: Store = {
      reader: store.reader,
      transaction,
      reclaim: () => store.reclaim(),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
    const options = { store: failing, directories: home, logger: silentLogger };
    await using service = await createRunService(options);
    await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID })]));
    const folder = writeSpool(home, { [STREAM]: [callStart("1", request)] });
    isFull = true;
    await expect(service.deleteSession(SESSION)).rejects.toMatchObject({ code: "home_unusable" });
    isFull = false;
    expect(existsSync(folder)).toBe(true);
    await service.collect();
    expect((await service.outline(RUN)).nodes).toHaveLength(1);
  });

  test("of a session that is not there fails", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await expect(service.deleteSession("nothing")).rejects.toMatchObject({ code: "not_found" });
  });
});

test("clear() deletes all but what is running", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  for (let count = 0; count < 3; count++) await service.createSession({});
  expect(await service.clear()).toEqual({ deleted: 3 });
  expect((await service.listSessions({})).sessions.map((s) => s.session_id)).toEqual([SESSION]);
});

test("clear() deletes any number of sessions, and tells of each", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  for (let count = 0; count < 250; count++) await service.createSession({});
  const deleted = new Set<string>();
  service.subscribe((delta) => deleted.add(delta.session_id));
  expect(await service.clear()).toEqual({ deleted: 250 });
  expect(deleted.size).toBe(250);
  expect(await service.counts()).toEqual({ active: 0, total: 0 });
});

test("a session in which a run starts at the same moment is not deleted", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const { session_id } = await service.createSession({});
  const started = service.ingest(RUN, "owner", numbered([runStart({ session_id })]));
  await expect(service.deleteSession(session_id)).rejects.toMatchObject({ code: "conflict" });
  await started;
  expect(await service.listRuns(session_id)).toHaveLength(1);
});

test("numbers of runs and sessions add up, also when a call ends twice", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID }), runEnd()]));
  await service.ingest(RUN, STREAM, numbered([callStart("1", request), callStart("2", request)]));
  // Given up first, then their ends arrive after all.
  await service.settle(RUN);
  const ends = [
    callEnd("1", chatAnswer("a")),
    callEnd("2", "{}", { outcome: "error", http_status: 500 }),
  ];
  await service.ingest(RUN, STREAM, numbered(ends, 3));
  await service.settle(RUN);
  const stats = await service.sessionStats(SESSION);
  expect([...Value.Errors(SessionStats, stats)]).toEqual([]);
  expect(stats).toMatchObject({
    runs: 1,
    nodes: 2,
    errors: 1,
    tokens: { input: 10, output: 5, cached: 0 },
    cost_usd: expect.any(Number),
    duration_ms: 12.5,
  });
  const { nodes, run } = await service.outline(RUN);
  expect(run.cost_usd).toBeCloseTo(nodes[0]?.cost_usd ?? Number.NaN, 12);
  expect(await service.findSession(SESSION)).toMatchObject({ total_requests: 2, runs: 1 });
});

test("patchRun() sets and clears, and tells the clients", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  const deltas: RunDelta[] = [];
  service.subscribe((delta) => deltas.push(delta));
  const patch = { label: "base", note: "a\nb", result: "failed" as const, colour: "#ff0000" };
  expect(await service.patchRun(RUN, patch)).toMatchObject(patch);
  expect(await service.patchRun(RUN, { label: null })).toMatchObject({ ...patch, label: null });
  expect(deltas.map((delta) => delta.type)).toEqual(["run.updated", "run.updated"]);
  const unknown = service.patchRun("nothing", { label: "x" });
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });
});
