// `ao server clear-logs`.
import { existsSync, rmSync, truncateSync } from "node:fs";
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { readSettings } from "#src/config/settings.ts";
import { logFiles } from "#src/server/log.ts";

export const clearLogsCommand = defineCommand({
  meta: {
    name: "ao server clear-logs",
    description: "Empty the logs of the server, the rewriter and the code versions.",
  },
  args: { json: jsonOption },
  examples: [],
  async run({ args }) {
    const { serverLog, rewriteLog, gitLog } = readSettings(process.env).directories;
    const logs = [serverLog, rewriteLog, gitLog];
    for (const log of logs) clearLog(log);
    if (args.json) await printJson({ cleared: logs });
    else await printData("logs cleared\n");
  },
});

/** Emptied and not deleted: the server has the current file open and goes on writing to it. */
function clearLog(path: string): void {
  const [current = path, ...rotated] = logFiles(path);
  if (existsSync(current)) truncateSync(current);
  for (const file of rotated) rmSync(file, { force: true });
}
