// `ao server logs`, `rewrite-logs` and `git-logs`.
import { integerOption } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printData, say } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { parseLogLine } from "#src/cli/server/log-line.ts";
import { followLog, readLogTail } from "#src/cli/server/log-reader.ts";
import type { Directories } from "#src/config/directories.ts";
import { readSettings } from "#src/config/settings.ts";

interface LogDefinition {
  readonly command: string;
  readonly description: string;
  readonly path: (directories: Directories) => string;
}

export const logsCommand = defineLogCommand({
  command: "ao server logs",
  description: "Show the last lines of the server's log.",
  path: ({ serverLog }) => serverLog,
});

export const rewriteLogsCommand = defineLogCommand({
  command: "ao server rewrite-logs",
  description: "Show the last lines of the rewriter's log.",
  path: ({ rewriteLog }) => rewriteLog,
});

export const gitLogsCommand = defineLogCommand({
  command: "ao server git-logs",
  description: "Show the last lines of the log of the code versions.",
  path: ({ gitLog }) => gitLog,
});

/** Whole lines, as JSON objects of a line each. */
async function printLogDocuments(text: string): Promise<void> {
  const lines = text.split("\n").filter((line) => line !== "");
  await printData(lines.map((line) => `${JSON.stringify(parseLogLine(line))}\n`).join(""));
}

function defineLogCommand({ command, description, path }: LogDefinition) {
  return defineCommand({
    meta: { name: command, description },
    args: {
      follow: { type: "boolean", alias: "f", description: "go on with what is logged from now on" },
      lines: {
        type: "string",
        alias: "n",
        valueHint: "N",
        default: "100",
        description: "how many lines",
      },
      json: { ...jsonOption, description: "print each line as a JSON object, for programs" },
    },
    examples: [{ command: `${command} -f -n 20`, meaning: "the last 20 lines and all that come" }],
    async run({ args }) {
      const file = path(readSettings(process.env).directories);
      const count = integerOption(args.lines, "-n", { minimum: 0, maximum: 1_000_000 }) ?? 100;
      const tail = readLogTail(file, count);
      const print = args.json ? printLogDocuments : printData;
      await print(tail.text);
      if (args.follow) for await (const text of followLog(file, tail.end)) await print(text);
      else if (tail.end === null && !args.json) {
        await say(`Nothing is logged yet: ${file} does not exist`);
      }
    },
  });
}
