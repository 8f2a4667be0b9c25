import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Logger, silentLogger } from "#src/config/logger.ts";
import {
  RUN,
  STREAM,
  callChunk,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  chatStream,
  numbered,
  openService,
  runEnd,
  runStart,
  streamEnd,
  temporaryHome,
} from "./recorded-run.ts";
import { DEAD_PID, linesOf, startBystander, writeSpool } from "./spool.ts";

const request = chatRequest([{ role: "user", content: "hello" }]);
const start = runStart({ pid: DEAD_PID });
const call = [callStart("1", request), callEnd("1", chatAnswer("hi"))];

describe("collect() takes up what a dead owner left", () => {
  test("a whole run, and deletes its folder", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const folder = writeSpool(home, { owner: [start, runEnd()], [STREAM]: call });
    await service.collect();
    expect(await service.settle(RUN)).toMatchObject({ nodes: 1, edges: 0 });
    expect(await service.findRun(RUN)).toMatchObject({ status: "finished", nodes: 1 });
    expect(existsSync(folder)).toBe(false);
    await service.collect();
    expect((await service.findRun(RUN)).nodes).toBe(1);
  });

  test("how its calls were answered; one that was refused is not one that went out", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const refused = {
      outcome: "error" as const,
      reason: "not sent, because the run is offline: …",
    };
    const other = { run_id: "rother222222", node_id: "n1" };
    const ends = [
      {},
      { source: "cache" as const },
      { served_from: other, edited: "input" as const },
      refused,
      { ...refused, served_from: other, edited: "input" as const },
    ];
    const calls = ends.flatMap((end, index) => {
      const id = String(index + 1);
      return [callStart(id, request), callEnd(id, chatAnswer("hi"), end)];
    });
    writeSpool(home, { owner: [start, runEnd()], [STREAM]: calls });
    await service.collect();
    const counts = { live: 1, cache: 1, edited: 1, refused: 2 };
    expect(await service.settle(RUN)).toMatchObject({ calls: counts });
  });

  test("the rest of a run of which some was delivered", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([start]));
    await service.ingest(RUN, STREAM, numbered(call.slice(0, 1)));
    writeSpool(home, { owner: [start, runEnd()], [STREAM]: call });
    await service.collect();
    expect((await service.outline(RUN)).nodes).toMatchObject([{ id: "n1", status: "ok" }]);
  });

  test("a stream that goes on in other files, of which the first are delivered and gone", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const events = Array.from({ length: 12 }, (_, index) => [
      callStart(String(index), request),
      callEnd(String(index), chatAnswer("hi")),
    ]).flat();
    await service.ingest(RUN, "owner", numbered([start]));
    await service.ingest(RUN, STREAM, numbered(events.slice(0, 2)));
    const files = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => {
        const first = 2 + index * 2;
        return [`${STREAM}.${index + 2}`, linesOf(events.slice(first, first + 2), first + 1)];
      }),
    );
    const folder = writeSpool(home, { owner: [start, runEnd()], ...files });
    await service.collect();
    expect(await service.findRun(RUN)).toMatchObject({ status: "finished", nodes: 12 });
    expect(existsSync(folder)).toBe(false);
  });

  test("a run without an end is interrupted, its open calls are cancelled with what came", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const stream = chatRequest([{ role: "user", content: "sing" }], true);
    writeSpool(home, {
      owner: [start],
      [STREAM]: [
        ...call,
        callStart("2", stream),
        callChunk("2", chatStream(["La ", "la", " la"]).slice(0, 3)),
      ],
    });
    await service.collect();
    const { run, nodes } = await service.outline(RUN);
    expect(run.status).toBe("interrupted");
    expect(nodes).toMatchObject([
      { status: "ok" },
      {
        status: "cancelled",
        preview: "La la",
        error: { message: "the program ended before the call did" },
      },
    ]);
    expect((await service.node(RUN, "n2")).output).toMatchObject({
      choices: [{ message: { content: "La la" } }],
    });
    // Its end turns up after all.
    await service.ingest(RUN, STREAM, numbered([callChunk("2", [" la"]), streamEnd("2")], 5));
    expect((await service.outline(RUN)).nodes[1]).toMatchObject({ status: "ok" });
  });

  test("a last line without its line feed is dropped when its writer is dead", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const torn = linesOf(call) + linesOf([callStart("2", request)], 3).slice(0, 60);
    const folder = writeSpool(home, { owner: [start, runEnd()], [STREAM]: torn });
    await service.collect();
    expect((await service.outline(RUN)).nodes).toHaveLength(1);
    expect(existsSync(folder)).toBe(false);
  });

  test("a run that only its manifest tells of keeps its calls", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    writeSpool(home, { [STREAM]: call });
    await service.collect();
    expect(await service.findSession("agent")).toMatchObject({ total_requests: 1 });
    expect(await service.findRun(RUN)).toMatchObject({ status: "interrupted", nodes: 1 });
  });

  test("a folder in which nothing happened leaves nothing", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const folder = writeSpool(home, {});
    await service.collect();
    expect(existsSync(folder)).toBe(false);
    expect(await service.counts()).toEqual({ active: 0, total: 0 });
  });
});

describe("collect() leaves alone", () => {
  test("what a living owner delivers", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const folder = writeSpool(
      home,
      { owner: [runStart()], [STREAM]: call },
      { owner_pid: process.pid },
    );
    await service.collect();
    expect(await service.counts()).toEqual({ active: 0, total: 0 });
    expect(existsSync(folder)).toBe(true);
  });

  test("a run whose process lives but has nothing in the spool", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    await service.ingest(RUN, STREAM, numbered([callStart("1", request)]));
    await service.collect();
    const { run, nodes } = await service.outline(RUN);
    expect([run.status, nodes[0]?.status]).toEqual(["running", "running"]);
  });

  test("a folder that is just being made", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    mkdirSync(join(home.spool, RUN), { recursive: true });
    await service.collect();
    expect(readdirSync(home.spool)).toEqual([RUN]);
  });

  test("the folder while a process of the program still writes, but takes what is there", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const writer = await startBystander();
    const stream = `${writer.pid}-abc`;
    const folder = writeSpool(home, {
      owner: [start],
      [stream]: linesOf(call) + linesOf([callStart("2", request)], 3).slice(0, 40),
    });
    await service.collect();
    expect(existsSync(folder)).toBe(true);
    expect(await service.findRun(RUN)).toMatchObject({ status: "running", nodes: 1 });

    appendFileSync(
      join(folder, `${stream}.jsonl`),
      linesOf([callStart("2", request)], 3).slice(40),
    );
    await service.collect();
    expect(await service.findRun(RUN)).toMatchObject({ status: "running", nodes: 2 });

    await writer.kill();
    await service.collect();
    expect(existsSync(folder)).toBe(false);
    expect(await service.findRun(RUN)).toMatchObject({ status: "interrupted" });
  });
});

describe("collect() interrupts", () => {
  test("a stored run whose process is gone and left no spool", async () => {
    using home = temporaryHome();
    {
      await using service = await openService(home);
      await service.ingest(RUN, "owner", numbered([start]));
      await service.ingest(RUN, STREAM, numbered([callStart("1", request)]));
    }
    await using service = await openService(home);
    await service.collect();
    const { run, nodes } = await service.outline(RUN);
    expect([run.status, nodes[0]?.status]).toEqual(["interrupted", "cancelled"]);
    expect(await service.findSession("agent")).toMatchObject({ status: "idle" });
  });

  test("nothing that ended, but cancels the calls its program left open", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([start, runEnd({ exit_code: 1 })]));
    await service.ingest(RUN, STREAM, numbered([callStart("1", request)]));
    await service.settle(RUN);
    const { run, nodes } = await service.outline(RUN);
    expect([run.status, nodes[0]?.status]).toEqual(["failed", "cancelled"]);
  });
});

const GARBAGE: readonly [string, string, number][] = [
  ["a line that is not JSON", `${linesOf(call)}%%%%\n`, 1],
  ["a line that is no event", `${linesOf(call)}{"seq":3,"event":{"type":"x"}}\n`, 1],
  ["a gap", linesOf(call) + linesOf([callStart("2", request)], 9), 1],
  ["binary", "\0\x01\xff\n\n\n", 0],
];

describe("collect() sets aside", () => {
  test.each(GARBAGE)("a folder with %s, after taking what can be read", async (_, text, nodes) => {
    using home = temporaryHome();
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => warnings.push(message) };
    await using service = await openService(home, logger);
    writeSpool(home, { owner: [start, runEnd()], [STREAM]: text });
    const healthy = "zgood2222222";
    const other = runStart({ pid: DEAD_PID, run_id: healthy, session_id: "zsess2222222" });
    writeSpool(home, { owner: [other, runEnd()] }, { run_id: healthy, session_id: "zsess2222222" });
    await service.collect();
    expect(await service.findRun(RUN)).toMatchObject({ status: "finished", nodes });
    expect(await service.findRun(healthy)).toMatchObject({ status: "finished" });
    expect(warnings).toEqual(["spool set aside"]);
    const [kept = ""] = readdirSync(join(home.spool, ".damaged"));
    const file = join(home.spool, ".damaged", kept, `${STREAM}.jsonl`);
    expect(readFileSync(file, "utf8")).toBe(text);
    await service.collect();
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ["without a manifest", null],
    ["with half a manifest", '{"session_id":"s222'],
    ["with another run's manifest", JSON.stringify({ run_id: "rother222222" })],
  ])("a folder %s", async (_, manifest) => {
    using home = temporaryHome();
    await using service = await openService(home);
    const folder = join(home.spool, RUN);
    mkdirSync(folder, { recursive: true });
    if (manifest !== null) writeFileSync(join(folder, "manifest.json"), manifest);
    writeFileSync(join(folder, "owner.jsonl"), linesOf([start]));
    const old = new Date(Date.now() - 60_000);
    utimesSync(folder, old, old);
    await service.collect();
    expect(readdirSync(home.spool)).toEqual([".damaged"]);
  });

  test("but not one whose owner was killed while it wrote the manifest: there is nothing in it", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const folder = join(home.spool, RUN);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "manifest.json"), "");
    const old = new Date(Date.now() - 60_000);
    utimesSync(folder, old, old);
    await service.collect();
    expect(readdirSync(home.spool)).toEqual([]);
  });
});

test("events of a stream that overtakes its run's start find the run by its manifest", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  writeSpool(home, {}, { owner_pid: process.pid });
  await service.ingest(RUN, STREAM, numbered(call));
  await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
  expect(await service.findRun(RUN)).toMatchObject({
    status: "finished",
    nodes: 1,
    command: { script: "/project/agent.ts" },
  });
});
