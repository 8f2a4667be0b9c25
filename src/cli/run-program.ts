// From a command line to an exit code: finds the command, checks its arguments, runs it, and turns
// whatever is thrown into one line of text. Never ends the process itself.
import { checkArguments, usage } from "#src/cli/arguments.ts";
import { type Command, type CommandEntry, type LeafCommand, isGroup } from "#src/cli/command.ts";
import { COMMANDS } from "#src/cli/program.ts";
import { type AoError, isAoError, toAoError } from "#src/errors.ts";

/** Runs `ao <words>`; resolves to the exit code: 0 done, 1 failed, 2 wrong use, 124 waited too long. */
export async function runProgram(words: readonly string[]): Promise<number> {
  try {
    return await dispatch(words);
  } catch (thrown) {
    return await report(thrown);
  }
}

async function dispatch(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === undefined || first === "--help" || first === "-h") return printHelp([]);
  if (first === "--version" || first === "-v" || first === "-V") return printVersion();
  if (first === "help") return printHelp(rest);
  const found = await findCommand([first, ...rest]);
  if (isGroup(found.command)) return startGroup(found.command, found.words);
  return start(found.command, found.words);
}

interface FoundCommand {
  readonly command: Command;
  /** What is left of the command line. */
  readonly words: readonly string[];
}

/** Follows the words into the table: `server logs -f` is the command `logs` with `-f` left. */
async function findCommand(words: readonly string[]): Promise<FoundCommand> {
  let table: Readonly<Record<string, CommandEntry>> = COMMANDS;
  let path = "ao";
  let rest = words;
  for (;;) {
    const name = rest[0] ?? "";
    const entry = Object.hasOwn(table, name) ? table[name] : undefined;
    if (entry === undefined) throw await unknownCommand({ name, path, table });
    const command = await entry.load();
    rest = rest.slice(1);
    const continues = isGroup(command) && rest[0] !== undefined && !rest[0].startsWith("-");
    if (!continues) return { command, words: rest };
    table = command.commands;
    path = command.meta.name;
  }
}

async function startGroup(
  group: Extract<Command, { commands: unknown }>,
  words: readonly string[],
): Promise<number> {
  if (words[0] === "--help" || words[0] === "-h") return printCommandHelp(group);
  const fallback = group.default === undefined ? undefined : group.commands[group.default];
  if (fallback !== undefined) {
    const command = await fallback.load();
    return isGroup(command) ? startGroup(command, words) : start(command, words);
  }
  const names = visibleNames(group.commands);
  const last = names.pop();
  const choice = names.length === 0 ? last : `${names.join(", ")} or ${last}`;
  throw usage(
    words[0] === undefined
      ? `missing command: "${group.meta.name}" needs ${choice}`
      : `unknown option "${words[0]}": "${group.meta.name}" needs ${choice} first`,
    `${group.meta.name} --help explains them`,
  );
}

async function start(command: LeafCommand, words: readonly string[]): Promise<number> {
  const { canonical, wantsHelp } = checkArguments(command, words);
  if (wantsHelp) return printCommandHelp(command);
  const { runCommand } = await import("citty");
  const { result } = await runCommand(
    { args: withDefaults(command), run: (context) => command.run(context) },
    { rawArgs: [...canonical] },
  );
  return typeof result === "number" ? result : 0;
}

// citty leaves a boolean that was not given undefined, and asks for what we already checked.
function withDefaults(command: LeafCommand): LeafCommand["args"] {
  const entries = Object.entries(command.args).map(([name, definition]) => {
    if (definition.type === "boolean") {
      return [name, { ...definition, default: definition.default ?? false }] as const;
    }
    return [name, { ...definition, required: false }] as const;
  });
  return Object.fromEntries(entries);
}

async function unknownCommand(at: {
  readonly name: string;
  readonly path: string;
  readonly table: Readonly<Record<string, CommandEntry>>;
}): Promise<AoError> {
  const { name, path, table } = at;
  if (name.startsWith("-")) {
    return usage(`unknown option "${name}": "ao" does not have it`, "ao --help lists the commands");
  }
  const { nearest } = await import("#src/cli/suggest.ts");
  const near = nearest(name, visibleNames(table));
  if (near !== null) return usage(`unknown command "${name}": did you mean "${near}"?`);
  const isScript = path === "ao" && /\.[cm]?[jt]sx?$/.test(name);
  const hint = isScript ? `to record a program: ao record ${name}` : `${path} --help lists them`;
  return usage(`unknown command "${name}": "${path}" does not have it`, hint);
}

function visibleNames(table: Readonly<Record<string, CommandEntry>>): string[] {
  return Object.keys(table).filter((name) => table[name]?.hidden !== true);
}

async function printHelp(words: readonly string[]): Promise<number> {
  if (words[0] !== undefined) return printCommandHelp((await findCommand(words)).command);
  const [{ programHelp }, { printData, stdoutWidth }] = await Promise.all([
    import("#src/cli/help.ts"),
    import("#src/cli/output.ts"),
  ]);
  await printData(programHelp(stdoutWidth(Number.POSITIVE_INFINITY)));
  return 0;
}

async function printCommandHelp(command: Command): Promise<number> {
  const [{ commandHelp }, { printData, stdoutWidth }] = await Promise.all([
    import("#src/cli/help.ts"),
    import("#src/cli/output.ts"),
  ]);
  await printData(commandHelp(command, stdoutWidth(Number.POSITIVE_INFINITY)));
  return 0;
}

async function printVersion(): Promise<number> {
  const [{ VERSION }, { printData }] = await Promise.all([
    import("#src/version.ts"),
    import("#src/cli/output.ts"),
  ]);
  await printData(`ao ${VERSION}\n`);
  return 0;
}

async function report(thrown: unknown): Promise<number> {
  const { isOutputClosed, printError } = await import("#src/cli/output.ts");
  // `ao graph | head`: the reader has what it wanted.
  if (isOutputClosed(thrown)) return 0;
  const error = toAoError(thrown);
  await printError(error, { isBug: !isAoError(thrown) });
  if (error.code === "timed_out") return 124;
  return error.code === "usage" ? 2 : 1;
}
