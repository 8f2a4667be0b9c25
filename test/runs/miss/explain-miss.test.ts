import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { MatchRule, ReplayInfo } from "#src/protocol/replay.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { NO_RECORDED_ANSWER } from "#src/protocol/no-answer.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";
import { writeSpool } from "#test/runs/spool.ts";

const AGAIN = "ragain222222";
const PLAN = "The plan has three parts: flights, hotels and a walk through the old town at dusk.";
const OTHER = "Another plan: stay at home, read a book and cook something slow for all friends.";
const live = { source: "live", reason: NO_RECORDED_ANSWER } as const;

async function record(
  service: RunService,
  runId: string,
  events: readonly RunnerEvent[],
  replay: ReplayInfo | null = null,
): Promise<void> {
  const parent = replay === null ? null : replay.run_id;
  const start = runStart({ run_id: runId, parent_run_id: parent, replay });
  await service.ingest(runId, "owner", numbered([start]));
  await service.ingest(runId, STREAM, numbered(events));
  await service.ingest(runId, "owner", numbered([runEnd()], 2));
  await service.settle(runId);
}

const served = (node: string) => ({
  source: "cache" as const,
  reason: "same request",
  served_from: { run_id: RUN, node_id: node },
});
const replayOf = (mode: MatchRule["mode"] = "exact"): ReplayInfo => ({
  run_id: RUN,
  match: { mode, ignore: [] },
  edits: [],
});

const asked = (system: string, question: string) =>
  chatRequest([
    { role: "system", content: system },
    { role: "user", content: question },
  ]);

/** Two chained calls. */
const first = [
  callStart("1", ask("Plan a trip")),
  callEnd("1", chatAnswer(PLAN)),
  callStart("2", ask(`Book this: ${PLAN}`), { location: { file: "/a.ts", line: 9, column: 1 } }),
  callEnd("2", chatAnswer("Booked.")),
];

describe("why a call had no recorded answer", () => {
  test("the nearest recorded call, the first difference, and the edit that made it", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    const events = [
      callStart("1", ask("Plan a trip")),
      callEnd("1", chatAnswer(OTHER), { ...served("n1"), source: "edited", edited: "output" }),
      callStart("2", ask(`Book this: ${OTHER}`), {
        location: { file: "/a.ts", line: 9, column: 1 },
      }),
      callEnd("2", chatAnswer("Booked."), live),
    ];
    await record(service, AGAIN, events, replayOf());
    const node = await service.node(AGAIN, "n2");
    expect(node.miss?.nearest).toEqual({ run_id: RUN, node_id: "n2" });
    expect(node.miss?.path).toBe("messages[0].content");
    expect(node.miss?.old).toMatch(/^Book this: The plan has/);
    expect(node.miss?.new).toMatch(/^Book this: Another plan/);
    expect(node.reason).toMatch(
      new RegExp(
        `^no recorded answer: differs from n2 of run ${RUN} at messages\\[0\\]\\.content: "Book this: The plan.*…" → "Book this: Another.*…", because n1 was edited$`,
      ),
    );
  });

  test("is told also where calls overtook the run's start", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    writeSpool(directories, {}, { run_id: AGAIN, owner_pid: process.pid });
    const events = [
      callStart("1", ask("Plan a trip")),
      callEnd("1", chatAnswer(PLAN), served("n1")),
      callStart("2", ask(`Book that: ${PLAN}`)),
      callEnd("2", chatAnswer("Booked."), live),
    ];
    await service.ingest(AGAIN, STREAM, numbered(events.slice(0, 2)));
    await service.settle(AGAIN);
    const start = runStart({ run_id: AGAIN, parent_run_id: RUN, replay: replayOf() });
    await service.ingest(AGAIN, "owner", numbered([start]));
    await service.ingest(AGAIN, STREAM, numbered(events.slice(2), 3));
    await service.settle(AGAIN);
    expect((await service.node(AGAIN, "n2")).reason).toContain(`differs from n2 of run ${RUN}`);
  });

  test("is there for whoever waits for the edges", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    const start = runStart({ run_id: AGAIN, parent_run_id: RUN, replay: replayOf() });
    await service.ingest(AGAIN, "owner", numbered([start]));
    const asks = Array.from({ length: 30 }, (_, index) => index + 1).flatMap((number) => [
      callStart(`${number}`, ask(`Plan a trip to ${number}, ${OTHER.repeat(20)}`)),
      callEnd(`${number}`, chatAnswer("Well."), live),
    ]);
    await service.ingest(AGAIN, STREAM, numbered(asks));
    const reasons: Promise<string>[] = [];
    for (let look = 0; look < 4000; look++) {
      const settled = service.settle(AGAIN);
      reasons.push(settled.then(async () => (await service.node(AGAIN, "n30")).reason));
      // In between of all that the server does, too.
      await (look % 40 === 0 ? setImmediate() : null);
    }
    for (const reason of await Promise.all(reasons)) expect(reason).toContain("differs from n1");
  });

  test("a call that a call of this run already is, is not the nearest", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    const events = [
      callStart("1", ask("Plan a trip")),
      callEnd("1", chatAnswer(PLAN), served("n1")),
      callStart("2", ask("Plan a trip, please")),
      callEnd("2", chatAnswer("Well."), live),
    ];
    await record(service, AGAIN, events, replayOf());
    expect((await service.node(AGAIN, "n2")).miss?.nearest?.node_id).toBe("n2");
  });

  test("nothing of the kind was recorded", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    const events = [
      callStart("1", JSON.stringify({ model: "m", input: "text" }), {
        operation: "openai.embeddings",
        kind: "embedding",
      }),
      callEnd("1", "{}", live),
    ];
    await record(service, AGAIN, events, replayOf());
    const { reason, miss } = await service.node(AGAIN, "n1");
    expect(reason).toBe("no recorded answer: nothing like it was recorded");
    expect(miss).toEqual({ nearest: null, path: null, old: null, new: null });
  });

  test.each([
    { outcome: "error", fate: "failed, and what failed is not served" },
    { outcome: "cancelled", fate: "was cancelled, and what was cancelled is not served" },
  ] as const)("the very call ended as $outcome", async ({ outcome, fate }) => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    const failed = callEnd("1", null, { outcome, http_status: outcome === "error" ? 500 : null });
    await record(service, RUN, [callStart("1", ask("Plan a trip")), failed]);
    const events = [callStart("1", ask("Plan a trip")), callEnd("1", chatAnswer(PLAN), live)];
    await record(service, AGAIN, events, replayOf());
    const { reason, miss } = await service.node(AGAIN, "n1");
    expect(reason).toBe(`no recorded answer: n1 of run ${RUN} asked this and ${fate}`);
    expect(miss).toMatchObject({ nearest: { node_id: "n1" }, path: null });
  });

  test("the program asks what it asked, and an edit made another request of it", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    const sent = callStart("2", ask(`Book this: ${OTHER}`));
    const program = callStart("2", ask(`Book this: ${PLAN}`));
    if (sent.type !== "call-start" || program.type !== "call-start") throw new Error("no starts");
    const events = [
      callStart("1", ask("Plan a trip")),
      callEnd("1", chatAnswer(PLAN), served("n1")),
      { ...sent, asked: program.request },
      callEnd("2", chatAnswer("Booked."), live),
    ];
    await record(service, AGAIN, events, replayOf());
    expect((await service.node(AGAIN, "n2")).miss).toMatchObject({
      nearest: { run_id: RUN, node_id: "n2" },
      path: "messages[0].content",
      new: expect.stringMatching(/^Book this: Another plan/),
    });
  });

  test("under a rule only what the rule looks at counts", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, [
      callStart("1", asked("Be brief.", "How far is Mars?")),
      callEnd("1", chatAnswer("Far.")),
    ]);
    const events = [
      callStart("1", asked("Be long.", "How far is Venus?")),
      callEnd("1", chatAnswer("Near."), live),
    ];
    await record(service, AGAIN, events, replayOf("ignore-system"));
    expect((await service.node(AGAIN, "n1")).miss).toMatchObject({
      path: "messages[1].content",
      old: "How far is Mars?",
      new: "How far is Venus?",
    });
  });

  test("an offline run keeps its own words before it; a run without replay has no misses", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, first);
    expect((await service.node(RUN, "n2")).miss).toBeNull();
    const events = [
      callStart("1", ask("Plan a journey")),
      callEnd("1", "{}", {
        ...live,
        outcome: "error",
        reason: `not sent, because the run is offline: ${NO_RECORDED_ANSWER}`,
      }),
    ];
    await record(service, AGAIN, events, replayOf());
    expect((await service.node(AGAIN, "n1")).reason).toBe(
      `not sent, because the run is offline: no recorded answer: differs from n1 of run ${RUN} at messages[0].content: "Plan a trip" → "Plan a journey"`,
    );
  });
});
