import { describe, expect, test } from "vitest";
import type { Logger } from "#src/config/logger.ts";
import { silentLogger } from "#src/config/logger.ts";
import type { RunnerEnvelope, RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import { createRunService } from "#src/runs/create-run-service.ts";
import { openSqliteStore } from "#src/store/sqlite/sqlite-store.ts";
import {
  RUN,
  STREAM,
  ask,
  callChunk,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  chatStream,
  numbered,
  openService,
  readGraph,
  runEnd,
  runStart,
  streamEnd,
  temporaryHome,
} from "./recorded-run.ts";

const started = numbered([runStart({ started_at: 1_700_000_000_000 })]);
const at = { started_at: 1_700_000_000_500 };

const EVENTS: readonly RunnerEvent[] = [
  callStart("1", ask("one"), at),
  callStart("2", chatRequest([{ role: "user", content: "two" }], true), at),
  callChunk("2", chatStream(["Hel", "lo"]).slice(0, 2)),
  callEnd("1", chatAnswer("first")),
  callChunk("2", chatStream(["Hel", "lo"]).slice(2), 9),
  streamEnd("2"),
  callStart("3", ask("three"), at),
  callEnd("3", '{"error":{"message":"slow down","type":"rate_limit"}}', {
    outcome: "error",
    http_status: 429,
  }),
];

describe("ingest() is idempotent", () => {
  test("whatever is delivered twice, in whatever pieces, the graph is the same", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    await service.ingest(RUN, STREAM, numbered(EVENTS));
    await service.settle(RUN);
    const expected = await readGraph(service);

    for (let cut = 0; cut <= EVENTS.length; cut++) {
      using other = temporaryHome();
      await using again = await openService(other);
      await again.ingest(RUN, "owner", started);
      const all = numbered(EVENTS);
      expect(await again.ingest(RUN, STREAM, all.slice(0, cut))).toBe(cut);
      // What was acknowledged and what was not, as after a lost connection.
      expect(await again.ingest(RUN, STREAM, all.slice(Math.max(0, cut - 2)))).toBe(all.length);
      expect(await again.ingest(RUN, STREAM, all)).toBe(all.length);
      expect(await again.ingest(RUN, "owner", started)).toBe(1);
      await again.settle(RUN);
      expect(await readGraph(again)).toEqual(expected);
    }
  });

  test("two who deliver the same at the same time make nothing double", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    const all = numbered(EVENTS);
    const last = await Promise.all([
      service.ingest(RUN, STREAM, all),
      service.ingest(RUN, STREAM, all.slice(0, 3)),
      service.ingest(RUN, STREAM, all),
    ]);
    expect(last[0]).toBe(all.length);
    expect((await service.outline(RUN)).nodes).toHaveLength(3);
  });
});

test("calls that come after their run's end, as when the server was killed, are told in the run's figures", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const told: RunDelta[] = [];
  service.subscribe((delta) => told.push(delta));
  const end = numbered([runStart(), runEnd()]);
  await service.ingest(RUN, "owner", end);
  await service.ingest(RUN, STREAM, numbered(EVENTS));
  const runs = told.flatMap((delta) => (delta.type.startsWith("run.") ? [delta.data] : []));
  expect(runs.at(-1)).toEqual(await service.findRun(RUN));
  expect(runs.at(-1)).toMatchObject({ status: "finished", nodes: 3 });
});

const BROKEN: readonly [string, unknown[], RegExp][] = [
  [
    "a gap",
    numbered(EVENTS).slice(1),
    /^Cannot take event 2 of stream "[^"]+": event 1 is missing$/,
  ],
  ["events in the wrong order", numbered(EVENTS).toReversed(), /event 8 .*: event 1 is missing/],
  [
    "a hole in the middle",
    numbered(EVENTS).filter((_, index) => index !== 3),
    /event 4 is missing/,
  ],
  [
    "an unknown type",
    [{ seq: 1, event: { type: "call-pause" } }],
    /its type "call-pause" is not known/,
  ],
  [
    "a wrong field",
    [...numbered(EVENTS.slice(0, 1)), { seq: 2, event: { ...callStart("9", "{}"), url: 7 } }],
    /^Cannot take event 2 of stream "[^"]+": \/url: Expected string$/,
  ],
  ["a wrong number", [{ seq: 0, event: EVENTS[0] }], /event 0 .*: \/: Expected integer/],
  ["what is no event", ["x"], /event undefined/],
];

describe("ingest() refuses", () => {
  test.each(BROKEN)("%s, and stores nothing of the batch", async (_, events, message) => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    const refused = service.ingest(RUN, STREAM, events as RunnerEnvelope[]);
    await expect(refused).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringMatching(message),
    });
    expect((await service.outline(RUN)).nodes).toEqual([]);
    expect(await service.ingest(RUN, STREAM, numbered(EVENTS))).toBe(EVENTS.length);
  });

  test("events of a run that nobody started", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await expect(service.ingest(RUN, STREAM, numbered(EVENTS))).rejects.toMatchObject({
      code: "bad_input",
      message: `Cannot take events of run "${RUN}": it has not started`,
    });
  });

  test("a run's start under another run's name", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const refused = service.ingest("rother222222", "owner", started);
    await expect(refused).rejects.toMatchObject({ code: "bad_input" });
    expect(await service.counts()).toEqual({ active: 0, total: 0 });
  });
});

describe("a call", () => {
  test("of a stream gets its text while it runs, and its body and arrivals at the end", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const texts: string[] = [];
    service.subscribe((delta: RunDelta) => {
      if (delta.type === "node.chunk") texts.push(delta.data.text);
    });
    await service.ingest(RUN, "owner", started);
    const pieces = chatStream(["Good ", "morning ", "Ada"]);
    const request = chatRequest([{ role: "user", content: "greet" }], true);
    const events = [
      callStart("1", request),
      ...pieces.map((piece, index) => callChunk("1", [piece], index * 10)),
    ];
    await service.ingest(RUN, STREAM, numbered(events));
    expect(texts.join("")).toBe("Good morning Ada");
    const running = await service.node(RUN, "n1");
    expect(running).toMatchObject({ status: "running", output: null });
    expect(running.chunks).toHaveLength(pieces.length);

    await service.ingest(RUN, STREAM, numbered([streamEnd("1")], events.length + 1));
    const node = await service.node(RUN, "n1");
    expect(node).toMatchObject({
      status: "ok",
      streamed: true,
      preview: "Good morning Ada",
      output: { choices: [{ message: { role: "assistant", content: "Good morning Ada" } }] },
    });
    expect(node.chunks).toEqual(pieces.map((piece, index) => [index * 10, piece.length]));
  });

  test("whose stream is watched, left and watched again shows its text without a hole", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const pieces = chatStream(["Good ", "morning, ", "dear ", "Ada"]);
    const watch = (texts: string[]) =>
      service.subscribe((delta: RunDelta) => {
        if (delta.type === "node.chunk") texts.push(delta.data.text);
      });
    const events = numbered([
      callStart("1", chatRequest([{ role: "user", content: "greet" }], true)),
      ...pieces.map((piece, index) => callChunk("1", [piece], index * 10)),
    ]);
    await service.ingest(RUN, "owner", started);
    const first: string[] = [];
    const leave = watch(first);
    await service.ingest(RUN, STREAM, events.slice(0, 3));
    leave();
    await service.ingest(RUN, STREAM, events.slice(3, 5));
    const second: string[] = [];
    watch(second);
    await service.ingest(RUN, STREAM, events.slice(5));
    expect([first.join(""), second.join("")]).toEqual(["Good ", "Good morning, dear Ada"]);
  });

  const failures = {
    "429 with a message": [
      callEnd("1", '{"error":{"message":"slow down"}}', { outcome: "error", http_status: 429 }),
      { status: "error", error: { message: "slow down", status: 429, code: null } },
    ],
    "500 without a body": [
      callEnd("1", "", { outcome: "error", http_status: 500 }),
      { status: "error", error: { message: "the server answered 500", status: 500, code: null } },
    ],
    "no answer": [
      callEnd("1", null, {
        outcome: "error",
        http_status: null,
        error: { name: "TypeError", message: "Unable to connect", code: "ECONNREFUSED" },
      }),
      {
        status: "error",
        error: { message: "Unable to connect", status: null, code: "ECONNREFUSED" },
      },
    ],
    "given up": [
      callEnd("1", null, { outcome: "cancelled", http_status: null }),
      { status: "cancelled", error: null },
    ],
  } as const;
  test.each(Object.entries(failures))("that failed: %s", async (_, [end, expected]) => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    await service.ingest(RUN, STREAM, numbered([callStart("1", ask("x")), end]));
    expect((await service.outline(RUN)).nodes).toMatchObject([expected]);
  });

  test("repeated after a failure is a retry, repeated after a success is not", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    const fail = { outcome: "error", http_status: 500 } as const;
    const same = ask("same");
    const events = [
      callStart("1", same),
      callEnd("1", "{}", fail),
      callStart("2", same, { retry: 1 }),
      callEnd("2", "{}", fail),
      callStart("3", same),
      callEnd("3", chatAnswer("at last")),
      callStart("4", same),
      callEnd("4", chatAnswer("again")),
      callStart("5", ask("other")),
      callEnd("5", "{}", fail),
    ];
    await service.ingest(RUN, STREAM, numbered(events));
    const { nodes } = await service.outline(RUN);
    expect(nodes.map((node) => [node.id, node.occurrence, node.retry_of])).toEqual([
      ["n1", 0, null],
      ["n2", 1, "n1"],
      ["n3", 2, "n2"],
      ["n4", 3, null],
      ["n5", 0, null],
    ]);
  });

  test("of an operation that this version does not know is kept all the same", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    const start = callStart("1", '{"q":1}', { operation: "futureai.think" });
    await service.ingest(RUN, STREAM, numbered([start, callEnd("1", "plain words")]));
    await service.settle(RUN);
    expect(await service.node(RUN, "n1")).toMatchObject({
      label: "futureai.think",
      provider: "futureai",
      input: { q: 1 },
      output: "plain words",
    });
  });

  test("whose body was too large to keep says so", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    const request = {
      encoding: "utf8" as const,
      content: "",
      bytes: 200_000_000,
      content_type: "application/json",
      content_encoding: null,
      omitted: "larger than 134217728 bytes",
    };
    const events = [callStart("1", "", { request }), callEnd("1", chatAnswer("ok"))];
    await service.ingest(RUN, STREAM, numbered(events));
    const { input } = await service.node(RUN, "n1");
    expect(input).toEqual({
      $omitted: { reason: "larger than 134217728 bytes", size_bytes: 200_000_000 },
    });
  });

  test("that was compressed is shown, and kept, as what it says", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", started);
    const zipped = Buffer.from(Bun.gzipSync(Buffer.from(chatAnswer("unzipped"))));
    const response = {
      encoding: "base64" as const,
      content: zipped.toString("base64"),
      bytes: zipped.length,
      content_type: "application/json",
      content_encoding: "gzip",
    };
    const events = [callStart("1", ask("x")), callEnd("1", null, { response })];
    await service.ingest(RUN, STREAM, numbered(events));
    expect(await service.node(RUN, "n1")).toMatchObject({ preview: "unzipped", status: "ok" });
  });
});

test("on a full disk an ingest fails with a clear error, and what was acknowledged stays", async () => {
  using home = temporaryHome();
  let acknowledged = 0;
  {
    const store = await openSqliteStore(home.database, { maximumPages: 150 });
    const options = { store, directories: home, logger: silentLogger };
    await using service = await createRunService(options);
    await service.ingest(RUN, "owner", started);
    const fill = async (): Promise<void> => {
      for (;;) {
        const noise = crypto.getRandomValues(new Uint8Array(8_000));
        const body = ask(Buffer.from(noise).toString("hex"));
        const event = callStart(String(acknowledged), body);
        acknowledged = await service.ingest(RUN, STREAM, numbered([event], acknowledged + 1));
      }
    };
    await expect(fill()).rejects.toMatchObject({
      code: "home_unusable",
      message: `Cannot write "${home.database}": the disk is full`,
    });
    expect((await service.outline(RUN)).nodes).toHaveLength(acknowledged);
  }
  // With space again, the delivery goes on where it stopped.
  await using service = await openService(home);
  const event = callStart(String(acknowledged), ask("small"));
  const seq = await service.ingest(RUN, STREAM, numbered([event], acknowledged + 1));
  expect(seq).toBe(acknowledged + 1);
  expect((await service.outline(RUN)).nodes).toHaveLength(seq);
});

test("a failure of ao inside the program is a log line and a delta", async () => {
  using home = temporaryHome();
  const lines: string[] = [];
  const logger: Logger = { ...silentLogger, warn: (message) => lines.push(message) };
  await using service = await openService(home, logger);
  const deltas: RunDelta[] = [];
  service.subscribe((delta) => deltas.push(delta));
  await service.ingest(RUN, "owner", started);
  const log: RunnerEvent = { type: "runner-log", level: "warn", message: "hook failed" };
  await service.ingest(RUN, STREAM, numbered([log]));
  expect(lines).toEqual(["hook failed"]);
  expect(deltas.at(-1)).toMatchObject({
    type: "log",
    run_id: RUN,
    data: { level: "warn", message: "hook failed" },
  });
});

test.each([
  [{ exit_code: 0 }, { status: "finished", exit_code: 0, signal: null }],
  [{ exit_code: 3 }, { status: "failed", exit_code: 3, signal: null }],
  [
    { exit_code: null, signal: "SIGTERM" },
    { status: "failed", exit_code: null, signal: "SIGTERM" },
  ],
])("a run that ends with %j is %j", async (end, run) => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart(), runEnd(end)]));
  expect(await service.findRun(RUN)).toMatchObject(run);
  expect(await service.findSession("agent")).toMatchObject({ status: "idle", runs: 1 });
});
