// What `ao record` and `ao rerun` do when the program has ended.
import type { Settings } from "#src/config/settings.ts";
import type { RecordedRun } from "#src/record/record-run.ts";
import { shellExitCode, toReport, toSentence } from "#src/record/record-summary.ts";
import { endBySignal } from "#src/record/signals.ts";

/** How long the prompt may wait for the graph to be complete: for as long as somebody wants its numbers. */
export function settlePatience(wish: { readonly json: boolean; readonly quiet: boolean }): number {
  if (wish.quiet) return 0;
  return wish.json ? 60_000 : 5000;
}

/** One line on stderr. */
export async function reportRecorded(
  recorded: RecordedRun,
  settings: Settings,
  asJson: boolean,
): Promise<void> {
  const { readServerFile, serverUrl } = await import("#src/config/server-file.ts");
  const server = readServerFile(settings.directories.serverFile);
  const address = server === null ? null : serverUrl(server);
  const text = asJson ? JSON.stringify(toReport(recorded, address)) : toSentence(recorded);
  // Written at once and whole: loading the terminal library would delay every recorded program.
  process.stderr.write(`${text}\n`);
}

/** The exit code; does not return where a signal ended the program that nobody here has sent. */
export async function endLikeProgram(recorded: RecordedRun): Promise<number> {
  const { exit, timedOut } = recorded;
  if (exit.signal !== null && !timedOut) await endBySignal(exit.signal);
  return shellExitCode(recorded);
}
