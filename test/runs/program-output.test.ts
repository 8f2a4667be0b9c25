import { describe, expect, test } from "vitest";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { RUN, numbered, openService, runStart, temporaryHome } from "#test/runs/recorded-run.ts";

const SUBRUN = "rsub22222222";
const MEGABYTE = 1024 * 1024;

function wrote(
  text: string,
  changes: Partial<Extract<RunnerEvent, { type: "output" }>> = {},
): RunnerEvent {
  return { type: "output", stream: "stdout", at: 1000, text, process: "0", ...changes };
}

async function taken(events: readonly RunnerEvent[], run = RUN) {
  const directories = temporaryHome();
  const service = await openService(directories);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  await service.ingest(RUN, "1-a", numbered(events));
  const output = await service.output(run);
  await service[Symbol.asyncDispose]();
  directories[Symbol.dispose]();
  return output;
}

describe("what a program writes", () => {
  test("is given back part by part", async () => {
    const { parts, truncated } = await taken([
      wrote("one\n"),
      wrote("oh\n", { stream: "stderr", process: "0.1" }),
    ]);
    expect(truncated).toBe(false);
    expect(parts).toEqual([
      { stream: "stdout", process: "0", at: "1970-01-01T00:00:01.000Z", text: "one\n" },
      { stream: "stderr", process: "0.1", at: "1970-01-01T00:00:01.000Z", text: "oh\n" },
    ]);
  });

  test("is in the order of time, whichever process was delivered first", async () => {
    const { parts } = await taken([
      wrote("child\n", { process: "0.1", at: 1005 }),
      wrote("before\n", { at: 1001 }),
      wrote("behind\n", { at: 1009 }),
    ]);
    expect(parts.map(({ text }) => text).join("")).toBe("before\nchild\nbehind\n");
  });

  test("is a megabyte of all its processes at most", async () => {
    const half = "x".repeat(MEGABYTE / 2);
    const more = [wrote(half), wrote(half), wrote("yz", { process: "0.1" }), wrote("late")];
    const { parts, truncated } = await taken(more);
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBe(MEGABYTE);
    expect(truncated).toBe(true);
  });

  test("belongs to the subrun that wrote it, and is a part of what holds that", async () => {
    const start: RunnerEvent = {
      type: "subrun-start",
      subrun: SUBRUN,
      within: null,
      name: "sample",
      path: "sample",
      started_at: 1001,
    };
    const events = [
      wrote("before\n"),
      start,
      wrote("inside\n", { subrun: SUBRUN, at: 1002 }),
      wrote("after\n", { at: 1003 }),
    ];
    expect((await taken(events, SUBRUN)).parts.map(({ text }) => text)).toEqual(["inside\n"]);
    expect((await taken(events)).parts.map(({ text }) => text)).toEqual([
      "before\n",
      "inside\n",
      "after\n",
    ]);
  });

  test("stays its own where it names a part of another program", async () => {
    const directories = temporaryHome();
    const service = await openService(directories);
    const other = "rother222222";
    await service.ingest(RUN, "owner", numbered([runStart()]));
    await service.ingest(other, "owner", numbered([runStart({ run_id: other })]));
    await service.ingest(other, "1-a", numbered([wrote("mine\n", { subrun: RUN })]));
    expect((await service.output(RUN)).parts).toEqual([]);
    expect((await service.output(other)).parts.map(({ text }) => text)).toEqual(["mine\n"]);
    await service[Symbol.asyncDispose]();
    directories[Symbol.dispose]();
  });
});
