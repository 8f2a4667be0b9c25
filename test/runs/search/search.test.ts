import { describe, expect, test } from "vitest";
import { SearchResult } from "#src/protocol/http-api.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { Value } from "@sinclair/typebox/value";
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
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";
import { DEAD_PID } from "#test/runs/spool.ts";

const PNG = `data:image/png;base64,${"iVBORw0KGgo".repeat(200)}`;

/** A run of two calls; the second repeats the first and its answer. */
async function record(service: RunService, runId = RUN): Promise<void> {
  const first = { role: "user", content: "Where is parcel A-1042?" };
  const answer = { role: "assistant", content: "In the customs depot of Leipzig." };
  const image = { type: "image_url", image_url: { url: PNG } };
  const second = { role: "user", content: [{ type: "text", text: "東京へ and Köln" }, image] };
  const owner = [runStart({ run_id: runId, pid: DEAD_PID }), runEnd()];
  await service.ingest(runId, "owner", numbered(owner));
  await service.ingest(
    runId,
    STREAM,
    numbered([
      callStart("1", chatRequest([first])),
      callEnd("1", chatAnswer(answer.content)),
      callStart("2", chatRequest([first, answer, second])),
      callEnd("2", chatAnswer("Both are fine.")),
    ]),
  );
}

async function places(service: RunService, q: string): Promise<string[]> {
  const result = await service.search({ q });
  expect([...Value.Errors(SearchResult, result)]).toEqual([]);
  expect(result.complete).toBe(true);
  return result.hits.map((hit) => `${hit.node_id ?? hit.run_id ?? ""} ${hit.field}`.trim());
}

describe("search()", () => {
  test.each([
    ["a-1042", ["n1 input"]],
    ["customs LEIPZIG", ["n1 output"]],
    ["東京", ["n2 input"]],
    ["köln", ["n2 input"]],
    ["iVBORw0KGgo", []],
    ["gpt-4o-2024", ["n1 output"]],
    ["assistant", []],
    ["parcel leipzig", []],
    ["agent", ["name"]],
  ])("finds %s right after it was recorded, where it first stood", async (query, expected) => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service);
    expect(await places(service, query)).toEqual(expected);
  });

  test("finds labels and notes, also with letters beyond ASCII in another case", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service);
    await service.patchRun(RUN, { label: "Größe zwei", note: "forgets\nthe CURRENCY" });
    expect(await places(service, "GRÖSSE")).toEqual([]);
    expect(await places(service, "GRÖßE")).toEqual([`${RUN} label`]);
    expect(await places(service, '"the currency"')).toEqual([`${RUN} note`]);
    const { sessions } = await service.listSessions({ search: '"forgets the"' });
    expect(sessions.map(({ session_id }) => session_id)).toEqual([SESSION]);
  });

  test("finds sessions by what was said in them", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service);
    await service.createSession({ name: "another" });
    for (const [search, count] of [
      ["a-1042", 1],
      ["nowhere", 0],
      [" ", 2],
      ["an", 2],
    ] as const) {
      const { sessions } = await service.listSessions({ search });
      expect([search, sessions.length]).toEqual([search, count]);
    }
  });

  test("finds edits, until they are taken back", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service);
    await service.editNode(RUN, "n1", { text: "On a barge near Magdeburg." });
    const { hits } = await service.search({ q: "magdeburg" });
    expect(hits).toMatchObject([{ run_id: RUN, node_id: "n1", field: "output", edited: true }]);
    expect((await service.listSessions({ search: "magdeburg" })).sessions).toHaveLength(1);
    await service.revertNode(RUN, "n1");
    expect(await places(service, "magdeburg")).toEqual([]);
  });

  test("goes on where a server before stopped, and after a deletion", async () => {
    using home = temporaryHome();
    const again = "r33333333333";
    {
      await using service = await openService(home);
      await record(service);
      await record(service, again);
    }
    await using service = await openService(home);
    expect(await places(service, "leipzig")).toEqual(["n1 output"]);
    await service.deleteRun(RUN);
    const { hits } = await service.search({ q: "leipzig" });
    expect(hits.map(({ run_id }) => run_id)).toEqual([again]);
    await service.deleteSession(SESSION);
    expect(await places(service, "leipzig")).toEqual([]);
  });

  test("finds any part of a very long text", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const filler = "lorem ipsum dolor sit amet ".repeat(30_000);
    const long = `${filler.slice(0, 131_068)}needle in the middle${filler}at the very end`;
    await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID }), runEnd()]));
    await service.ingest(RUN, STREAM, numbered([callStart("1", ask(long))]));
    expect(await places(service, '"needle in the middle"')).toEqual(["n1 input"]);
    expect(await places(service, '"very end"')).toEqual(["n1 input"]);
  });

  test("of nothing is refused", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await expect(service.search({ q: "  " })).rejects.toMatchObject({ code: "bad_input" });
  });
});
