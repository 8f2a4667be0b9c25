// `ao server run`, hidden: the process that is the server. Everything else starts it detached.
import { defineCommand } from "#src/cli/command.ts";
import { say } from "#src/cli/output.ts";
import { hostOption, settingsWithHost } from "#src/cli/server/start.ts";
import { runServer } from "#src/server/run-server.ts";

export const runCommand = defineCommand({
  meta: {
    name: "ao server run",
    description: "Be the server, in the foreground, until a signal or idling ends it.",
  },
  args: { host: hostOption },
  examples: [{ command: "ao server run", meaning: "for a service manager or a container" }],
  run({ args }) {
    return runServer(settingsWithHost(args.host), {
      openRuns: async (settings, log) => {
        const { openRuns } = await import("#src/server/open-runs.ts");
        return openRuns(settings, log);
      },
      onListening: async (url) => {
        // Elsewhere the log says it; this is for a person who watches.
        if (process.stderr.isTTY) await say(`ao server listens at ${url}; Ctrl-C stops it`);
      },
    });
  },
});
