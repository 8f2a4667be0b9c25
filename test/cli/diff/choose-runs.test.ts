import { describe, expect, test } from "vitest";
import { chooseRuns } from "#src/cli/diff/choose-runs.ts";
import { AoError } from "#src/errors.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import { run } from "#test/support/outline.ts";

const first = run({ run_id: "raaaaaaaaaaa", started_at: "2026-11-20T08:00:00Z" });
const rerun = run({
  run_id: "rbbbbbbbbbbb",
  started_at: "2026-11-20T09:00:00Z",
  parent_run_id: first.run_id,
});

/** The ids of the runs that are compared where the session has these, and these are elsewhere. */
async function choose(runs: readonly Run[], elsewhere: readonly Run[] = []): Promise<string[]> {
  const api = {
    findSession: async () => ({ session_id: "saaaaaaaaaaa", name: "agent" }) as Session,
    listRuns: async () => runs,
    findRun: async (reference: string) => {
      const found = elsewhere.find(({ run_id }) => run_id === reference);
      if (found === undefined) throw new AoError("not_found", `Cannot find run "${reference}"`);
      return found;
    },
  };
  const { a, b } = await chooseRuns(api, { session: "agent", runA: undefined, runB: undefined });
  return [a.run_id, b.run_id];
}

describe("chooseRuns()", () => {
  test("takes the run that the newest is a re-run of, wherever it is kept", async () => {
    const between = run({ run_id: "rccccccccccc", started_at: "2026-11-20T08:30:00Z" });
    expect(await choose([first, between, rerun])).toEqual([first.run_id, rerun.run_id]);
    expect(await choose([rerun], [first])).toEqual([first.run_id, rerun.run_id]);
  });

  test("says that the run it is a re-run of is deleted", async () => {
    await expect(choose([rerun])).rejects.toMatchObject({
      code: "not_found",
      message:
        'Cannot compare run "rbbbbbbbbbbb": run "raaaaaaaaaaa", of which it is a re-run, is deleted',
      hint: expect.stringContaining("name two runs"),
    });
  });
});
