// `ao record --session`: another run inside a session that exists, answered from its newest run and
// with its edits, as a re-run is. Runs in the CLI.
import { createApiClient } from "#src/client/api-client.ts";
import { ensureServer } from "#src/client/ensure-server.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import type { Run } from "#src/protocol/session.ts";
import { type ClockChoice, type RandomChoice, determinismFields } from "./determinism-fields.ts";
import type { RunCommand, RunTarget } from "./open-run.ts";
import { missingKeys } from "./program-environment.ts";
import { repeatedDeterminism, replayTarget } from "./rerun-target.ts";

export interface SessionWish {
  readonly seed: string | null;
  readonly clock: ClockChoice;
  readonly random: RandomChoice;
}

/** What a run in a session is made with. */
export type SessionTarget = Pick<RunCommand, "seed" | "determinism" | "placeholders"> & {
  readonly target: RunTarget;
};

/** @throws AoError where there is no such session. */
export async function targetInSession(
  settings: Settings,
  reference: string,
  wish: SessionWish,
): Promise<SessionTarget> {
  const api = createApiClient(await ensureServer(settings), loadToken(settings));
  const session = await api.findSession(reference);
  const newest = newestRun(await api.listRuns(session.session_id));
  const { seed, clock, random } = wish;
  if (newest === null) {
    const { session_id: sessionId, name: sessionName } = session;
    return {
      seed,
      determinism: determinismFields({ clock, random, seed, parent: null }),
      target: { sessionId, sessionName, parentRunId: null, replay: null },
    };
  }
  const options = toOptions(wish);
  const exported = await api.exportReplay(newest.run_id, options);
  return {
    seed,
    determinism: repeatedDeterminism(exported, options),
    placeholders: missingKeys(exported.environment_names, process.env),
    target: replayTarget(exported),
  };
}

function toOptions({ seed, clock, random }: SessionWish): ReplayOptions {
  return {
    clock: clock === "recorded",
    seed: seed ?? random === "seeded",
  };
}

function newestRun(runs: readonly Run[]): Run | null {
  return runs
    .filter((run) => run.subrun_of === null)
    .reduce<Run | null>(
      (best, run) => (best === null || run.started_at > best.started_at ? run : best),
      null,
    );
}
