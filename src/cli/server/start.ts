// `ao server start`.
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson, say } from "#src/cli/output.ts";
import { describePort, describeServer } from "#src/cli/server/describe-server.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { ensureServer } from "#src/client/ensure-server.ts";
import { findServer, type RunningServer } from "#src/client/find-server.ts";
import { readSettings, type Settings } from "#src/config/settings.ts";

/** Another address than 127.0.0.1; shared by the commands that start a server. */
export const hostOption = {
  type: "string",
  valueHint: "address",
  description: "listen on this address too (needs AO_TOKEN unless it is a loopback one)",
} as const;

export const startCommand = defineCommand({
  meta: { name: "ao server start", description: "Start the server, unless it runs already." },
  args: { host: hostOption, json: jsonOption },
  examples: [{ command: "AO_PORT=6000 ao server start", meaning: "on a port of your choice" }],
  async run({ args }) {
    const settings = settingsWithHost(args.host);
    const { server, wasThere } = await start(settings);
    if (args.json) return printJson({ ...server, started: !wasThere });
    await sayStarted(settings, server, wasThere);
  },
});

/** The settings in force, with the address of `--host` where one was given. */
export function settingsWithHost(host: string | undefined): Settings {
  const settings = readSettings(process.env);
  return host === undefined ? settings : { ...settings, host };
}

/** The server, started where there was none. */
export async function start(
  settings: Settings,
): Promise<{ readonly server: RunningServer; readonly wasThere: boolean }> {
  const before = await findServer(settings);
  const server = await ensureServer(settings, { onNotice: (message) => void say(message) });
  return { server, wasThere: before?.instance === server.instance };
}

/** Says where the server is. */
export async function sayStarted(
  settings: Settings,
  server: RunningServer,
  wasThere: boolean,
): Promise<void> {
  const verb = wasThere ? "is already running" : "started";
  await printData(`ao server ${verb} at ${describeServer(server)}\n`);
  const note = describePort(settings, server);
  if (note !== null) await say(note);
}
