import { describe, expect, test } from "vitest";
import type { RecordedRun } from "#src/record/record-run.ts";
import { toSentence } from "#src/record/record-summary.ts";

/** A re-run whose calls were answered so; of the rest nothing is looked at. */
function rerun(
  calls: object,
  { edited = [] as string[], used = [] as string[] } = {},
): RecordedRun {
  const editedCalls = edited.map((node) => ({ run_id: "r0", node_id: node }));
  const target = { sessionId: "s1", sessionName: "trip", replay: { editedCalls } };
  const usedEdits = new Set(used.map((node) => `r0/${node}`));
  return {
    run: { runId: "r1", target },
    delivery: { delivered: true, settled: null, calls, usedEdits },
    problem: null,
    timedOut: false,
  } as unknown as RecordedRun;
}

describe("toSentence()", () => {
  test.each([
    [{ cache: 5, edited: 1, live: 2, refused: 0 }, "8 calls: 5 from the cache, 1 edited, 2 live"],
    [{ cache: 5, edited: 0, live: 0, refused: 3 }, "8 calls: 5 from the cache, 3 refused"],
    [{ cache: 0, edited: 0, live: 0, refused: 1 }, "1 call: 1 refused"],
    [{ cache: 0, edited: 0, live: 0, refused: 0 }, "0 calls"],
  ])("how the calls of a re-run were answered: %o", (calls, told) => {
    expect(toSentence(rerun(calls))).toBe(`ao: re-run of trip (s1): ${told} · ao diff s1`);
  });

  test.each([
    [["n1", "n2"], ["n1", "n2"], undefined],
    [["n1", "n2"], ["n1"], "the edit of n2 was not used"],
    [["n1", "n2"], [], "the edits of n1, n2 were not used"],
  ])("edits that nothing was given: of %o were used %o", (edited, used, told) => {
    const calls = { cache: 0, edited: used.length, live: 1, refused: 0 };
    const [, second] = toSentence(rerun(calls, { edited, used })).split("\n");
    expect(second?.trim().split(":")[0]).toBe(told);
  });
});
