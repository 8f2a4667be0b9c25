// `ao server restart`.
import { defineCommand } from "#src/cli/command.ts";
import { printJson } from "#src/cli/output.ts";
import { hostOption, sayStarted, settingsWithHost, start } from "#src/cli/server/start.ts";
import { sayStopped } from "#src/cli/server/stop.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { stopServer } from "#src/client/stop-server.ts";

export const restartCommand = defineCommand({
  meta: {
    name: "ao server restart",
    description: "Stop the server, also one that hangs, and start it again.",
  },
  args: { host: hostOption, json: jsonOption },
  examples: [],
  async run({ args }) {
    const settings = settingsWithHost(args.host);
    const outcome = await stopServer(settings);
    if (!args.json) await sayStopped(outcome);
    const { server, wasThere } = await start(settings);
    if (args.json) return printJson({ ...server, started: !wasThere, stopped: outcome });
    await sayStarted(settings, server, wasThere);
  },
});
