// `ao config`: the settings in config.json.
import { type CommandGroup, defineCommand } from "#src/cli/command.ts";
import {
  CONFIG_KEYS,
  assertConfigKey,
  configValues,
  readRawConfig,
  withSetting,
  withoutSetting,
} from "#src/cli/config/config-values.ts";
import { writePrivateFile } from "#src/cli/config/write-private-file.ts";
import { printData, printJson, say, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { type Column, renderTable } from "#src/cli/table.ts";
import type { ConfigValue } from "#src/cli/config/config-values.ts";
import { directoriesAt, resolveHome } from "#src/config/directories.ts";
import { readSettings } from "#src/config/settings.ts";

const RESTART = "A running server takes it up after: ao server restart";

/** Read by `ao record` itself, all else by the server. */
const READ_BY_RECORD = ["calls", "clock", "random"];

const keyArgument = {
  type: "positional",
  required: true,
  description: CONFIG_KEYS.join(", "),
} as const;

const listCommand = defineCommand({
  meta: { name: "ao config list", description: "Print all settings and where they come from." },
  args: { json: jsonOption },
  examples: [{ command: "ao config list --json", meaning: "as one JSON object" }],
  async run({ args }) {
    const values = valuesInForce();
    if (args.json) {
      return printJson(Object.fromEntries(values.map(({ key, value }) => [key, value])));
    }
    const columns: Column<ConfigValue>[] = [
      { title: "SETTING", text: ({ key }) => key },
      { title: "VALUE", text: ({ value }) => asText(value), shrinkTo: 12 },
      { title: "FROM", text: ({ from }) => from },
    ];
    const width = stdoutWidth(Number.POSITIVE_INFINITY);
    const lines = renderTable(values, columns, { width, heading: stdoutPaint().dim });
    await printData(`${lines.join("\n")}\n`);
  },
});

const getCommand = defineCommand({
  meta: { name: "ao config get", description: "Print one setting as it is in force." },
  args: { key: keyArgument, json: jsonOption },
  values: { key: CONFIG_KEYS },
  examples: [{ command: "ao config get port", meaning: "the server's port" }],
  async run({ args }) {
    assertConfigKey(args.key);
    const value = valuesInForce().find(({ key }) => key === args.key)?.value;
    await printData(`${args.json ? JSON.stringify(value) : asText(value)}\n`);
  },
});

const setCommand = defineCommand({
  meta: { name: "ao config set", description: "Change one setting." },
  args: {
    key: keyArgument,
    value: { type: "positional", required: true, description: "JSON, or plain text" },
    json: jsonOption,
  },
  values: { key: CONFIG_KEYS },
  examples: [
    { command: "ao config set port 6060", meaning: "another port for the server" },
    {
      command: `ao config set calls '[{"pattern":"*/v2/search","kind":"tool","label":"search"}]'`,
      meaning: "record calls to a service of your own, too",
    },
  ],
  async run({ args }) {
    assertConfigKey(args.key);
    await change((raw) => withSetting(raw, args.key, args.value));
    if (args.json) return printSetting(args.key);
    const taken = READ_BY_RECORD.includes(args.key) ? "The next ao record takes it up" : RESTART;
    await say(`${args.key} is set. ${taken}`);
  },
});

const unsetCommand = defineCommand({
  meta: { name: "ao config unset", description: "Go back to the default of one setting." },
  args: {
    key: { ...keyArgument, description: `${keyArgument.description}, or a wrong one` },
    json: jsonOption,
  },
  examples: [{ command: "ao config unset port", meaning: "the usual port again" }],
  async run({ args }) {
    const { configFile } = directories();
    // A name that is no setting can still stand in the file; then this is how to mend it.
    const wasSet = Object.hasOwn(readRawConfig(configFile), args.key);
    if (wasSet) await change((raw) => withoutSetting(raw, args.key));
    else assertConfigKey(args.key);
    if (args.json) return printSetting(args.key);
    await say(wasSet ? `${args.key} has its default again.` : `${args.key} was not set.`);
  },
});

export const configCommand: CommandGroup = {
  meta: { name: "ao config", description: "Read and change the settings in config.json." },
  default: "list",
  notes: [
    "port: the server's port (5959)",
    "idle_timeout: seconds with nothing connected before the server stops; 0 is never (1200)",
    "log_level: debug, info, warn or error (info)",
    "calls: services of your own to record, a list of {pattern, kind, label}; in a pattern, * stands for anything; kind is llm, embedding or tool",
    "clock: recorded or real: whether a re-run reads the times that the recorded run read (recorded)",
    "random: seeded or real: whether a re-run has the random numbers that the recorded run had (seeded)",
    "Variables such as AO_PORT win over the file.",
  ].join("\n"),
  commands: {
    list: {
      summary: "print all settings and where they come from",
      load: () => Promise.resolve(listCommand),
    },
    get: { summary: "print one setting", load: () => Promise.resolve(getCommand) },
    set: { summary: "change one setting", load: () => Promise.resolve(setCommand) },
    unset: { summary: "go back to a default", load: () => Promise.resolve(unsetCommand) },
  },
  examples: [{ command: "ao config set idle_timeout 0", meaning: "a server that never stops" }],
};

function directories(): ReturnType<typeof directoriesAt> {
  return directoriesAt(resolveHome(process.env));
}

function valuesInForce(): ConfigValue[] {
  const settings = readSettings(process.env);
  return configValues(settings, readRawConfig(settings.directories.configFile), process.env);
}

async function change(
  update: (raw: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const { configFile } = directories();
  const next = update(readRawConfig(configFile));
  writePrivateFile(directories(), configFile, `${JSON.stringify(next, null, 2)}\n`);
}

/** The setting as it is in force now; null for a name that is none. */
function printSetting(name: string): Promise<void> {
  const value = valuesInForce().find(({ key }) => key === name)?.value ?? null;
  return printJson({ key: name, value });
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
