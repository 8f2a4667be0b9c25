import { Value } from "@sinclair/typebox/value";
import { describe, expect, test } from "vitest";
import { type AlignedCall, RunDiff } from "#src/protocol/diff.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";

const SECOND = "rsecond22222";
const CONTROL = "rcontrol2222";

async function record(
  service: RunService,
  runId: string,
  events: readonly RunnerEvent[],
  exitCode = 0,
): Promise<void> {
  await service.ingest(runId, "owner", numbered([runStart({ run_id: runId })]));
  await service.ingest(runId, STREAM, numbered(events));
  await service.ingest(runId, "owner", numbered([runEnd({ exit_code: exitCode })], 2));
  await service.settle(runId);
}

interface Spoken {
  readonly question: string;
  readonly answer: string;
  readonly line?: number;
  readonly end?: object;
}

/** Calls one after the other, each on a line of its own unless told. */
function conversation(calls: readonly Spoken[]): RunnerEvent[] {
  return calls.flatMap(({ question, answer, line, end }, index) => {
    const place = line ?? index + 1;
    const location = { file: "/a.ts", line: place, column: place };
    const id = String(index + 1);
    return [
      callStart(id, ask(question), { location, started_at: Date.now() + index }),
      callEnd(id, chatAnswer(answer), end),
    ];
  });
}

/** Two calls, each served from the other one of the two in a run. */
const servedFrom = (run: string, questions: readonly [string, string]): RunnerEvent[] => [
  callStart("1", ask(questions[0])),
  callEnd("1", chatAnswer(questions[0]), { served_from: { run_id: run, node_id: "n2" } }),
  callStart("2", ask(questions[1])),
  callEnd("2", chatAnswer(questions[1]), { served_from: { run_id: run, node_id: "n1" } }),
];

const wrote = (text: string) => ({
  type: "output" as const,
  stream: "stdout" as const,
  at: Date.now(),
  text,
});
/** A subrun with one call. */
function inSubrun(
  { id, path, within = null }: { id: string; path: string; within?: string | null },
  call: string,
  question: string,
): RunnerEvent[] {
  const name = path.split("/").at(-1) ?? "";
  return [
    { type: "subrun-start", subrun: id, within, name, path, started_at: Date.now() },
    callStart(call, ask(question), { subrun: id }),
    callEnd(call, chatAnswer(question)),
  ];
}

const states = (diff: RunDiff): string[] =>
  diff.calls.map(({ state, a, b }) => `${state} ${a?.id ?? "-"} ${b?.id ?? "-"}`);
const places = (diff: RunDiff): string[] =>
  diff.calls.map(({ state, subrun }) => `${state} ${subrun ?? "-"}`);
const served = (node: string, changes: object = {}) => ({
  source: "cache",
  served_from: { run_id: RUN, node_id: node },
  ...changes,
});
const causes = (diff: RunDiff): (AlignedCall["cause"] | null)[] =>
  diff.calls.map(({ cause }) => cause ?? null);

describe("RunService.diff()", () => {
  test("tells what is the same, what changed and how, what is only in one, and sums it up", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, [
      ...conversation([
        { question: "plan", answer: "go to Lisbon" },
        { question: "book go to Lisbon", answer: "booked" },
        { question: "goodbye", answer: "bye", line: 30 },
      ]),
      wrote("start\nLisbon\nend\n"),
    ]);
    await record(service, SECOND, [
      ...conversation([
        {
          question: "plan",
          answer: "go to Porto",
          end: served("n1", { source: "edited", edited: "output" }),
        },
        { question: "book go to Porto", answer: "booked" },
        { question: "one more thing", answer: "yes?", line: 20 },
      ]),
      wrote("start\nPorto\n"),
      wrote("end\n"),
    ]);
    const diff = await service.diff(RUN, SECOND, null);
    expect(Value.Check(RunDiff, diff)).toBe(true);
    expect(states(diff)).toEqual(["changed n1 n1", "changed n2 n2", "only-a n3 -", "only-b - n3"]);
    expect(diff.counts).toEqual({ same: 0, changed: 2, only_a: 1, only_b: 1 });
    expect(diff.calls[0]?.output).toEqual([
      {
        path: "choices[0].message.content",
        kind: "changed",
        old: "go to Lisbon",
        new: "go to Porto",
        words: [
          { kind: "same", text: "go to " },
          { kind: "removed", text: "Lisbon" },
          { kind: "added", text: "Porto" },
        ],
      },
    ]);
    expect(diff.calls[1]?.input.map(({ path }) => path)).toEqual(["messages[0].content"]);
    expect(diff.calls[1]?.output).toEqual([]);
    expect(diff.program_output.stdout.map(({ path, old, new: now }) => [path, old, now])).toEqual([
      ["[1]", "Lisbon", "Porto"],
    ]);
    expect(diff.program_output.stderr).toEqual([]);
    expect(diff.program_output.truncated).toEqual({ a: false, b: false });
    expect(diff.deltas.tokens).toEqual({ input: 0, output: 0, cached: 0 });
  });

  test("calls whose line and request both changed are told by what they ask", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(
      service,
      RUN,
      conversation([
        { question: "plan a trip to Lisbon", answer: "fly" },
        { question: "name three hotels in Lisbon", answer: "Ritz" },
      ]),
    );
    await record(
      service,
      SECOND,
      conversation([
        { question: "plan a trip to Porto", answer: "fly", line: 21 },
        { question: "are there any festivals", answer: "no", line: 22 },
        { question: "name three hotels in Porto", answer: "Ritz", line: 23 },
      ]),
    );
    const diff = await service.diff(RUN, SECOND, null);
    expect(states(diff)).toEqual(["changed n1 n1", "only-b - n2", "changed n2 n3"]);
    expect(diff.calls[2]?.input[0]?.words?.map(({ text }) => text)).toEqual([
      "name three hotels in ",
      "Lisbon",
      "Porto",
    ]);
  });

  test("of output that was not kept to its end the rest is not compared, which is told", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, [{ ...wrote("one\ntwo\nthr"), truncated: true }]);
    await record(service, SECOND, [wrote("one\n2\nthree\nfour\n")]);
    const { program_output } = await service.diff(RUN, SECOND, null);
    expect(program_output.stdout.map(({ path, new: now }) => [path, now])).toEqual([["[1]", "2"]]);
    expect(program_output.truncated).toEqual({ a: true, b: false });
  });

  test("ids and times that each answer has anew are no difference", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    const other = JSON.stringify({
      ...(JSON.parse(chatAnswer("hello")) as object),
      id: "chatcmpl-other",
      created: 99,
      system_fingerprint: "fp",
    });
    await record(service, RUN, [callStart("1", ask("hi")), callEnd("1", chatAnswer("hello"))]);
    await record(service, SECOND, [callStart("1", ask("hi")), callEnd("1", other)]);
    expect(states(await service.diff(RUN, SECOND, null))).toEqual(["same n1 n1"]);
  });

  test("a call that failed this time has changed, though its request did not", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, [callStart("1", ask("hi")), callEnd("1", chatAnswer("hello"))]);
    const failure = { outcome: "error" as const, http_status: 500 };
    await record(service, SECOND, [callStart("1", ask("hi")), callEnd("1", null, failure)]);
    expect(states(await service.diff(RUN, SECOND, null))).toEqual(["changed n1 n1"]);
  });

  test("re-runs of re-runs go back to the call that was recorded first", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(
      service,
      RUN,
      conversation([
        { question: "a", answer: "a" },
        { question: "b", answer: "b" },
      ]),
    );
    await record(service, SECOND, servedFrom(RUN, ["b", "a"]));
    await record(service, CONTROL, servedFrom(SECOND, ["a", "b"]));
    expect(states(await service.diff(RUN, CONTROL, null))).toEqual(["same n1 n1", "same n2 n2"]);
  });

  test("a control tells what an edit changed from what the model varies by itself", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(
      service,
      RUN,
      conversation([
        { question: "plan", answer: "Lisbon" },
        { question: "book Lisbon", answer: "booked" },
        { question: "joke", answer: "funny 1" },
      ]),
    );
    await record(
      service,
      SECOND,
      conversation([
        {
          question: "plan",
          answer: "Porto",
          end: served("n1", { source: "edited", edited: "output" }),
        },
        { question: "book Porto", answer: "booked" },
        { question: "joke", answer: "funny 2" },
        { question: "extra", answer: "x" },
      ]),
    );
    await record(
      service,
      CONTROL,
      conversation([
        { question: "plan", answer: "Lisbon" },
        { question: "book Lisbon", answer: "booked" },
        { question: "joke", answer: "funny 3" },
      ]),
    );
    const diff = await service.diff(RUN, SECOND, CONTROL);
    expect(causes(diff)).toEqual(["edit", "edit", "variation", "edit"]);
    expect(diff.control?.run_id).toBe(CONTROL);
    expect(causes(await service.diff(RUN, SECOND, null))).toEqual([null, null, null, null]);
  });

  test("a control that failed, or whose call failed, gives no verdict", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    const plan = { question: "plan", answer: "Lisbon" };
    const joke = { question: "joke", answer: "funny 1" };
    await record(
      service,
      RUN,
      conversation([plan, joke, { question: "Lisbon", answer: "sun" }, { ...joke, line: 20 }]),
    );
    await record(
      service,
      SECOND,
      conversation([plan, { ...joke, answer: "2" }, { question: "Porto", answer: "rain" }]),
    );
    const failure = { outcome: "error" as const, http_status: 500 };
    await record(service, CONTROL, conversation([plan, { ...joke, end: failure }]), 1);
    const diff = await service.diff(RUN, SECOND, CONTROL);
    expect(states(diff)).toEqual(["same n1 n1", "changed n2 n2", "changed n3 n3", "only-a n4 -"]);
    expect(causes(diff)).toEqual([null, "unknown", "unknown", "unknown"]);
    const back = await service.diff(SECOND, RUN, CONTROL);
    expect(causes(back)).toEqual([null, "unknown", "unknown", "unknown"]);
  });

  test("a call that fails in the control as in the second run varies by itself, and so does one that both leave out", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    const failure = { outcome: "error" as const, http_status: 500 };
    const flaky = { question: "joke", answer: "funny" };
    const seldom = { question: "more?", answer: "no" };
    await record(service, RUN, conversation([flaky, seldom]));
    await record(service, SECOND, conversation([{ ...flaky, end: failure }]));
    await record(service, CONTROL, conversation([{ ...flaky, end: failure }]));
    const diff = await service.diff(RUN, SECOND, CONTROL);
    expect(causes(diff)).toEqual(["variation", "variation"]);
  });

  test("a subrun is compared with its counterpart in a whole run, another subrun with it itself", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    const [one, two, inner] = ["sone22222222", "stwo22222222", "sinner222222"] as const;
    await record(service, RUN, [
      callStart("1", ask("intro")),
      callEnd("1", chatAnswer("hello")),
      ...inSubrun({ id: one, path: "one" }, "2", "the same"),
      ...inSubrun({ id: two, path: "two" }, "3", "the same"),
      ...inSubrun({ id: inner, path: "two/inner", within: two }, "4", "deep"),
    ]);
    const down = await service.diff(RUN, two, null);
    expect(places(down)).toEqual(["same two", "same two/inner", "only-a -", "only-a one"]);
    const up = await service.diff(two, RUN, null);
    expect(places(up)).toEqual(["only-b -", "only-b one", "same two", "same two/inner"]);
    const beside = await service.diff(one, two, null);
    expect(places(beside)).toEqual(["same -", "only-b inner"]);
    expect(places(await service.diff(two, inner, null))).toEqual(["same inner", "only-a -"]);
  });

  test("a run that there is not is said to be none", async () => {
    using directories = temporaryHome();
    await using service = await openService(directories);
    await record(service, RUN, []);
    await expect(service.diff(RUN, "rnope2222222", null)).rejects.toThrow(/rnope2222222/);
  });
});
