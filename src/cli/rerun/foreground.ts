// A re-run that has this terminal: exactly as `ao record` has it.
import { fstatSync } from "node:fs";
import type { ApiClient } from "#src/client/api-client.ts";
import { endLikeProgram, reportRecorded, settlePatience } from "#src/cli/record-ending.ts";
import { readSettings } from "#src/config/settings.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import { withRepeatedSubrun } from "#src/cli/rerun/repeated-subrun.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import { STANDARD_INPUT } from "#src/record/find-script.ts";
import { recordRun } from "#src/record/record-run.ts";
import type { Patience } from "#src/record/spool-forwarder.ts";
import { recordedCommand, replayTarget, withDefaults } from "#src/record/rerun-target.ts";
import { assertProgram, cameOnInput } from "#src/runs/assert-program.ts";

/** What is to be run again. */
export interface RerunWish {
  readonly api: ApiClient;
  readonly session: Session;
  readonly run: Run;
  readonly options: ReplayOptions;
  readonly timeoutMs: number | null;
}

/** Resolves to the exit code. */
export async function rerunInForeground(
  { api, run, options: wished, timeoutMs }: RerunWish,
  how: {
    readonly descriptors: readonly number[];
    readonly json: boolean;
    readonly quiet: boolean;
  },
): Promise<number> {
  assertProgram(run);
  assertInput(run);
  const settings = readSettings(process.env);
  const options = withDefaults(wished, settings);
  const exported = await api.exportReplay(run.run_id, options);
  const recorded = await recordRun(settings, {
    ...recordedCommand(exported, options, process.env),
    target: replayTarget(exported),
    descriptors: how.descriptors,
    timeoutMs,
    patience: patienceOf(run, how),
  });
  if (!how.quiet) {
    const said = await withRepeatedSubrun(api, run, recorded);
    await reportRecorded(said, settings, how.json);
  }
  return endLikeProgram(recorded);
}

/** A person only wants to know how the calls were answered, which needs no server. */
const HAND_OVER_MS = 50;

function patienceOf(run: Run, how: { readonly json: boolean; readonly quiet: boolean }): Patience {
  const deliverMs = 10_000;
  // Of a subrun that was run again, the server says which it is now.
  if (how.json || run.path !== null) return { deliverMs, settleMs: settlePatience(how) };
  return { deliverMs, handOverMs: HAND_OVER_MS, settleMs: 0 };
}

/** A program that came on standard input has to come again: neither a terminal nor /dev/null has it. */
function assertInput({ command }: Run): void {
  if (command.script === STANDARD_INPUT && !hasInput()) throw cameOnInput();
}

function hasInput(): boolean {
  try {
    return !fstatSync(0).isCharacterDevice();
  } catch {
    return false; // Closed.
  }
}
