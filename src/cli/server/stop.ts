// `ao server stop`.
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { stopServer, type StopOutcome } from "#src/client/stop-server.ts";
import { readSettings } from "#src/config/settings.ts";

const WORDS: Readonly<Record<StopOutcome, string>> = {
  stopped: "ao server stopped",
  killed: "ao server did not answer and was killed; what it had acknowledged is saved",
  not_running: "ao server is not running",
  cleaned: "ao server is not running; it had died without a word, and its server.json is removed",
};

export const stopCommand = defineCommand({
  meta: { name: "ao server stop", description: "Stop the server; everything is saved first." },
  args: { json: jsonOption },
  examples: [],
  async run({ args }) {
    const outcome = await stopServer(readSettings(process.env));
    if (args.json) await printJson({ outcome });
    else await sayStopped(outcome);
  },
});

/** Says what became of the server. */
export async function sayStopped(outcome: StopOutcome): Promise<void> {
  await printData(`${WORDS[outcome]}\n`);
}
