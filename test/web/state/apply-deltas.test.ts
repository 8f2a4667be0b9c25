import { describe, expect, test } from "vitest";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import { applyToOutline, applyToRuns } from "#src/web/state/apply-deltas.ts";
import { edge, llm, outline, run } from "#test/support/outline.ts";

const RUN = run().run_id;
const SESSION = run().session_id;
const delta = (type: RunDelta["type"], data: unknown, runId = RUN): RunDelta =>
  ({ type, seq: 1, session_id: SESSION, run_id: runId, data }) as RunDelta;

describe("applyToOutline()", () => {
  const before = outline([llm(1, { status: "running" }), llm(2)], [edge(1, 2)]);

  test("what changed is changed in its place, what is new comes behind it", () => {
    const after = applyToOutline(before, [
      delta("node.updated", llm(1)),
      delta("node.added", llm(3)),
      delta("edge.added", edge(1, 3)),
      delta("edge.added", edge(1, 2, "transcript")),
      delta("run.finished", run({ status: "failed" })),
    ]);
    expect(after.nodes.map(({ id, status }) => [id, status])).toEqual([
      ["n1", "ok"],
      ["n2", "ok"],
      ["n3", "ok"],
    ]);
    expect(after.edges.map(({ target, evidence }) => [target, evidence[0]?.kind])).toEqual([
      ["n2", "transcript"],
      ["n3", "content"],
    ]);
    expect(after.run.status).toBe("failed");
  });

  test("what is not touched is the same object, so that it is not drawn again", () => {
    expect(applyToOutline(before, [delta("node.added", llm(9), "other")])).toBe(before);
    const after = applyToOutline(before, [delta("node.added", llm(3))]);
    expect(after.nodes[1]).toBe(before.nodes[1]);
  });

  test("the same delta twice, as after a lost connection, changes nothing more", () => {
    const once = applyToOutline(before, [delta("node.added", llm(3))]);
    expect(applyToOutline(once, [delta("node.added", llm(3))])).toEqual(once);
  });
});

test("runs come, change and go", () => {
  const first = run({ run_id: "first" });
  const runs = applyToRuns(
    SESSION,
    [first],
    [
      delta("run.started", run({ run_id: "second" }), "second"),
      delta("run.updated", run({ run_id: "first", note: "n" }), "first"),
    ],
  );
  expect(runs.map(({ run_id, note }) => [run_id, note])).toEqual([
    ["first", "n"],
    ["second", null],
  ]);
  const left = applyToRuns(SESSION, runs, [delta("run.deleted", { deleted: true }, "first")]);
  expect(left.map(({ run_id }) => run_id)).toEqual(["second"]);
  expect(applyToRuns("other", runs, [delta("run.deleted", {}, "first")])).toBe(runs);
});
