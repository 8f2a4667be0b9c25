import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Directories } from "#src/config/directories.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { openStore } from "#src/store/open-store.ts";
import { rootOf } from "#src/runs/subruns.ts";
import {
  RUN,
  SESSION,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  openService,
  readGraph,
  runEnd,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";

const A = "subrunaaaaaa";
const B = "subrunbbbbbb";
const C = "subrunccccc2";

function subrunStart(subrun: string, name: string, changes: object = {}): RunnerEvent {
  return {
    type: "subrun-start",
    subrun,
    within: null,
    name,
    path: name,
    started_at: Date.now(),
    ...changes,
  };
}

function subrunEnd(subrun: string, message: string | null = null): RunnerEvent {
  const error = message === null ? null : { name: "Error", message, code: null };
  return { type: "subrun-end", subrun, ended_at: Date.now(), duration_ms: 3, error };
}

function programLog(entry: unknown, success: boolean | null = null, subrun?: string): RunnerEvent {
  return {
    type: "program-log",
    at: Date.now(),
    entry,
    success,
    ...(subrun === undefined ? {} : { subrun }),
  };
}

/** A call in a subrun from start to end, with an answer of its own. */
function call(id: string, subrun: string | undefined, text = id, body = ask(text)): RunnerEvent[] {
  const place = subrun === undefined ? {} : { subrun };
  return [
    callStart(id, body, place),
    callEnd(id, chatAnswer(`The answer to ${text} is a long one.`), place),
  ];
}

async function take(service: RunService, events: readonly RunnerEvent[]): Promise<void> {
  await service.ingest(RUN, STREAM, numbered(events));
}

async function runsById(service: RunService) {
  return new Map((await service.listRuns(SESSION)).map((run) => [run.run_id, run]));
}

const graphOf = async (service: RunService, runId: string) =>
  (await readGraph(service, runId)) as Graph;

describe("the calls of a subrun", () => {
  test("are nodes of its own graph, with edges among themselves", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const answer = "The parcel lies in the customs depot of Leipzig since the twelfth.";
    const chained = chatRequest([{ role: "user", content: `Say it kindly: ${answer}` }]);
    await take(service, [
      runStart(),
      ...call("1", undefined, "outside"),
      subrunStart(A, "sample"),
      subrunStart(B, "sample", { path: "sample#2" }),
      callStart("2", ask("where is it?"), { subrun: A }),
      ...call("3", B, "beside"),
      callEnd("2", chatAnswer(answer), { subrun: A }),
      callStart("4", chained, { subrun: A }),
      callEnd("4", chatAnswer("All is well."), { subrun: A }),
      subrunEnd(A),
      subrunEnd(B, "the model said no"),
      runEnd(),
    ]);
    expect(await service.settle(RUN)).toMatchObject({ nodes: 4, edges: 1 });
    const runs = await runsById(service);
    expect(runs.get(RUN)).toMatchObject({ nodes: 1, edges: 0, subrun_of: null, name: null });
    expect(runs.get(A)).toMatchObject({
      nodes: 2,
      edges: 1,
      subrun_of: RUN,
      name: "sample",
      status: "finished",
      duration_ms: 3,
      command: { script: "/project/agent.ts" },
    });
    const error = "Error: the model said no";
    expect(runs.get(B)).toMatchObject({ nodes: 1, name: "sample", status: "failed", error });
    const graph = await graphOf(service, A);
    expect(graph.nodes.map(({ id }) => id)).toEqual(["n1", "n2"]);
    expect(graph.edges).toMatchObject([{ source: "n1", target: "n2" }]);
    expect((await graphOf(service, B)).nodes.map(({ id }) => id)).toEqual(["n1"]);
  });

  test("of a subrun that is not of this run, or not known, are the run's", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const other = "r33333333333";
    await service.ingest(
      other,
      STREAM,
      numbered([runStart({ run_id: other }), subrunStart(A, "a")]),
    );
    await take(service, [runStart(), ...call("1", A), ...call("2", C)]);
    expect((await service.outline(RUN)).nodes).toHaveLength(2);
    expect((await service.outline(A)).nodes).toHaveLength(0);
    const stolen = service.ingest(RUN, "888888888-x", numbered([subrunStart(A, "a")]));
    await expect(stolen).rejects.toThrow(`Cannot start subrun "${A}": there is a run with this id`);
  });

  test("come to watchers under the subrun's id", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const deltas: RunDelta[] = [];
    service.subscribe((delta) => deltas.push(delta));
    await take(service, [runStart(), subrunStart(A, "a"), ...call("1", A), subrunEnd(A)]);
    const seen = deltas.filter(({ run_id }) => run_id === A).map(({ type }) => type);
    expect(seen).toEqual(["run.started", "node.added", "node.updated", "run.finished"]);
  });
});

test("a subrun in a subrun is listed under it, and said twice it is still one", async () => {
  using home = temporaryHome();
  {
    await using service = await openService(home);
    const inner = subrunStart(B, "inner", { within: A, path: "outer/inner" });
    await take(service, [runStart(), subrunStart(A, "outer"), inner, ...call("1", B)]);
    // A child process says again where it is.
    const child = numbered([subrunStart(A, "outer"), inner, subrunStart(C, "x", { within: B })]);
    await service.ingest(RUN, "888888888-child", child);
    expect((await service.listRuns(SESSION)).map((run) => run.subrun_of)).toEqual([
      B,
      A,
      RUN,
      null,
    ]);
    expect((await service.findSession(SESSION)).runs).toBe(1);
    expect(await service.sessionStats(SESSION)).toMatchObject({ runs: 1, nodes: 1 });
    expect((await service.latestRun(SESSION)).run_id).toBe(RUN);
  }
  await using store = await openStore(home);
  expect((await rootOf(store.reader, C)).run.run_id).toBe(RUN);
  const inside = await store.reader.runs.subrunsOf(RUN);
  expect(inside.map(({ run, subrunPath }) => [run.run_id, subrunPath])).toEqual([
    [A, "outer"],
    [B, "outer/inner"],
    [C, "x"],
  ]);
});

describe("in a re-run", () => {
  test.each(["before its subruns", "after them"])(
    "a subrun's parent is the one at the same place, the run's facts having come %s",
    async (order) => {
      using home = temporaryHome();
      await using service = await openService(home);
      await take(service, [
        runStart(),
        subrunStart(A, "x", { path: "x#2" }),
        subrunStart(B, "y", { within: A, path: "x#2/y" }),
        runEnd(),
      ]);
      const again = "r44444444444";
      const first = [runStart({ run_id: again, parent_run_id: RUN })];
      const events = [subrunStart(C, "y", { path: "x#2/y" })];
      if (order === "after them") {
        writeManifest(home, again);
        await service.ingest(again, STREAM, numbered(events));
        await service.ingest(again, "owner", numbered(first));
      } else await service.ingest(again, STREAM, numbered([...first, ...events]));
      const { parent_run_id, command } = await service.findRun(C);
      expect({ parent_run_id, command }).toEqual({
        parent_run_id: B,
        command: { script: "/project/agent.ts", args: ["a"], cwd: "/project" },
      });
    },
  );
});

test("a subrun of a re-run names the edits that are its own", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await take(service, [
    runStart(),
    subrunStart(A, "a"),
    subrunStart(B, "b"),
    ...call("1", A),
    ...call("2", B),
    runEnd(),
  ]);
  await service.settle(RUN);
  await service.editNode(A, "n1", { text: "No idea." });
  const again = "r44444444444";
  const match = { mode: "exact" as const, ignore: [] };
  const replay = { run_id: RUN, match, edits: [{ node_id: "n1", side: "output" as const }] };
  const events = [
    runStart({ run_id: again, parent_run_id: RUN, replay }),
    subrunStart(C, "a"),
    subrunStart("subrundddddd", "b"),
    subrunStart("subruneeeeee", "new"),
  ];
  await service.ingest(again, STREAM, numbered(events));
  const replayOf = async (id: string) => (await service.findRun(id)).replay;
  expect(await replayOf(C)).toEqual({ ...replay, run_id: A });
  expect(await replayOf("subrundddddd")).toEqual({ run_id: B, match, edits: [] });
  expect(await replayOf("subruneeeeee")).toEqual({ run_id: RUN, match, edits: [] });
});

test("the edits of a run are those of its subruns, too, and say where they are", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const inner = subrunStart(B, "inner", { within: A, path: "a/inner" });
  await take(service, [
    runStart(),
    ...call("1", undefined),
    subrunStart(A, "a"),
    ...call("2", A),
    inner,
    ...call("3", B),
    runEnd(),
  ]);
  await service.settle(RUN);
  await service.editNode(B, "n1", { text: "No idea." });
  await service.editNode(RUN, "n1", { text: "No." });
  const places = async (runId: string) =>
    (await service.listEdits(runId)).map(({ run_id, subrun, node_id }) => [
      run_id,
      subrun,
      node_id,
    ]);
  expect(await places(RUN)).toEqual([
    [RUN, null, "n1"],
    [B, "a/inner", "n1"],
  ]);
  expect(await places(A)).toEqual([[B, "a/inner", "n1"]]);
});

function writeManifest(home: Directories, runId: string): void {
  mkdirSync(join(home.spool, runId), { recursive: true });
  writeFileSync(
    join(home.spool, runId, "manifest.json"),
    JSON.stringify({
      session_id: SESSION,
      session_name: "agent",
      run_id: runId,
      owner_pid: process.pid,
      started_at: Date.now(),
      ao_version: "0.1.0",
      calls: [],
      replay_file: null,
    }),
  );
}

describe("a program that is gone in the middle of its subruns", () => {
  const events = [
    runStart({ pid: 999_999_999 }),
    subrunStart(A, "a"),
    subrunStart(B, "b", { within: A }),
    callStart("1", ask("open"), { subrun: B }),
    ...call("2", A),
  ];

  test("leaves them interrupted and their open calls cancelled", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await take(service, events);
    await service.collect();
    const runs = await runsById(service);
    expect([RUN, A, B].map((id) => runs.get(id)?.status)).toEqual(
      Array.from({ length: 3 }, () => "interrupted"),
    );
    expect((await service.outline(B)).nodes).toMatchObject([{ status: "cancelled" }]);
    expect((await service.outline(A)).nodes).toMatchObject([{ status: "ok" }]);
    await service.deleteSession(SESSION);
    await expect(service.findRun(A)).rejects.toThrow("Cannot find run");
  });

  test("whose end is known: the run failed, the subruns are interrupted", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await take(service, [...events, runEnd({ exit_code: 1 })]);
    expect(await service.settle(RUN)).toMatchObject({ nodes: 2 });
    const runs = await runsById(service);
    expect([RUN, A, B].map((id) => runs.get(id)?.status)).toEqual([
      "failed",
      "interrupted",
      "interrupted",
    ]);
  });

  test("but one whose process still works goes on", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await take(service, [runStart()]);
    await service.ingest(RUN, `${process.pid}-x`, numbered([subrunStart(A, "a")]));
    await service.ingest(RUN, "owner", numbered([runEnd()]));
    await service.settle(RUN);
    await service.collect();
    expect((await service.findRun(A)).status).toBe("running");
    await service.ingest(RUN, `${process.pid}-x`, numbered([subrunEnd(A)], 2));
    expect((await service.findRun(A)).status).toBe("finished");
  });
});

describe("log", () => {
  test("is kept in order, with where it was written", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await take(service, [
      runStart(),
      programLog("first"),
      subrunStart(A, "a"),
      programLog({ score: 0.5 }, true, A),
      programLog(null),
    ]);
    const { entries } = await service.log(RUN);
    expect(
      entries.map(({ run_id, subrun, entry, success }) => [run_id, subrun, entry, success]),
    ).toEqual([
      [RUN, null, "first", null],
      [A, "a", { score: 0.5 }, true],
      [RUN, null, null, null],
    ]);
    expect((await service.log(A)).entries).toMatchObject([{ subrun: null, entry: { score: 0.5 } }]);
  });

  test("judges the run it is written in: the last word holds", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await take(service, [
      runStart(),
      subrunStart(A, "a"),
      programLog(1, true),
      programLog(2, false, A),
      programLog(3, false),
      programLog(4),
    ]);
    expect((await service.findRun(RUN)).result).toBe("failed");
    expect((await service.findRun(A)).result).toBe("failed");
  });

  test.each(["satisfactory", null] as const)(
    "does not undo what a person said: %s",
    async (said) => {
      using home = temporaryHome();
      await using service = await openService(home);
      await take(service, [runStart(), programLog(1, false)]);
      await service.patchRun(RUN, { result: said });
      await service.ingest(RUN, STREAM, numbered([programLog(2, false), programLog(3, false)], 3));
      expect((await service.findRun(RUN)).result).toBe(said);
    },
  );
});
