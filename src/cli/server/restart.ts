// `ao server restart`.
import { defineCommand } from "#src/cli/command.ts";
import { hostOption, settingsWithHost, startAndSay } from "#src/cli/server/start.ts";
import { stopAndSay } from "#src/cli/server/stop.ts";

export const restartCommand = defineCommand({
  meta: {
    name: "ao server restart",
    description: "Stop the server, also one that hangs, and start it again.",
  },
  args: { host: hostOption },
  examples: [],
  async run({ args }) {
    await stopAndSay();
    await startAndSay(settingsWithHost(args.host));
  },
});
