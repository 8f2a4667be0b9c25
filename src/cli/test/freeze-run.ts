// `ao test --freeze`: writes the file.
import { resolve } from "node:path";
import { plural } from "#src/protocol/presentation/format.ts";
import { printJson, say } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { oneLine } from "#src/cli/text.ts";
import { writeOut } from "#src/cli/write-out.ts";
import { readSettings } from "#src/config/settings.ts";
import { type Frozen, freeze } from "#src/frozen/freeze.ts";
import { formatTestFile } from "#src/frozen/test-file.ts";

/** Resolves to the exit code. */
export async function freezeCommand(wish: {
  readonly session: string;
  readonly run: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}): Promise<number> {
  const { api } = await connect();
  const { session, run, runs } = await findRun(api, wish.session, wish.run);
  const file = resolve(wish.out ?? `${session.name}.aotest.jsonl`);
  const { calls } = readSettings(process.env);
  const frozen = await freeze(api, { run, runs, file, calls: calls.map((call) => ({ ...call })) });
  writeOut(file, formatTestFile(frozen.test));
  const count = frozen.test.calls.length;
  if (wish.json) {
    const unanswered = frozen.unanswered.map(({ id }) => id);
    await printJson({ file, run_id: run.run_id, calls: count, unanswered });
    return 0;
  }
  await say(`frozen: ${plural(count, "call")} of run ${run.run_id} in ${file}`);
  await sayUnanswered(frozen);
  return 0;
}

async function sayUnanswered({ unanswered }: Frozen): Promise<void> {
  if (unanswered.length === 0) return;
  const names = unanswered.map(({ id, label }) => `${id} (${oneLine(label)})`).join(", ");
  await say(`  without an answer, because it failed or was given up: ${names}`);
  await say("  hint: the test fails if the program makes such a call: freeze a run without them");
}
