// `ao server start`.
import { defineCommand } from "#src/cli/command.ts";
import { printData, say } from "#src/cli/output.ts";
import { describePort, describeServer } from "#src/cli/server/describe-server.ts";
import { ensureServer } from "#src/client/ensure-server.ts";
import { findServer } from "#src/client/find-server.ts";
import { readSettings, type Settings } from "#src/config/settings.ts";

/** Another address than 127.0.0.1; shared by the commands that start a server. */
export const hostOption = {
  type: "string",
  valueHint: "address",
  description: "listen on this address too (needs AO_TOKEN unless it is a loopback one)",
} as const;

export const startCommand = defineCommand({
  meta: { name: "ao server start", description: "Start the server, unless it runs already." },
  args: { host: hostOption },
  examples: [{ command: "AO_PORT=6000 ao server start", meaning: "on a port of your choice" }],
  async run({ args }) {
    await startAndSay(settingsWithHost(args.host));
  },
});

/** The settings in force, with the address of `--host` where one was given. */
export function settingsWithHost(host: string | undefined): Settings {
  const settings = readSettings(process.env);
  return host === undefined ? settings : { ...settings, host };
}

/** Starts the server where there is none, and says where it is. */
export async function startAndSay(settings: Settings): Promise<void> {
  const before = await findServer(settings);
  const server = await ensureServer(settings, { onNotice: (message) => void say(message) });
  const wasThere = before?.instance === server.instance;
  const verb = wasThere ? "is already running" : "started";
  await printData(`ao server ${verb} at ${describeServer(server)}\n`);
  const note = describePort(settings, server);
  if (note !== null) await say(note);
}
