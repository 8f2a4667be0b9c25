// What a command of ao is: its name, arguments and help text as data, and what it does.
// Types of citty only, so that a command table costs nothing to load.
import type { ArgDef, ArgsDef } from "citty";

/** A line to type and what it does. */
export interface Example {
  readonly command: string;
  readonly meaning: string;
}

/** A closed list of values, or where completion finds some. */
export type ArgumentSource = readonly string[] | "session" | "run" | "node" | "file";

type ValueOf<Definition extends ArgDef> = Definition extends { type: "boolean" }
  ? boolean
  : Definition extends { type: "enum"; options: readonly (infer Option)[] }
    ? OptionalUnlessGiven<Definition, Option & string>
    : OptionalUnlessGiven<Definition, string>;

type OptionalUnlessGiven<Definition, Value> = Definition extends
  | { default: string }
  | { required: true }
  ? Value
  : Value | undefined;

/** The values of a command's arguments; `_` has all positional ones, in order. */
export type ArgumentValues<Arguments extends ArgsDef> = {
  readonly [Name in keyof Arguments]: ValueOf<Arguments[Name]>;
} & { readonly _: readonly string[] };

/** What {@link defineCommand} takes. */
export interface CommandDefinition<Arguments extends ArgsDef> {
  readonly meta: { readonly name: string; readonly description: string };
  /**
   * citty's argument definitions. Say `required: true` or `required: false` on each positional
   * one; a boolean is false unless its default is true, which also makes it a `--no-…` option.
   */
  readonly args: Arguments;
  /** `repeat`: the last positional may be given many times. `program`: what follows the first is not ao's. */
  readonly rest?: "repeat" | "program";
  /** String options that may be given many times; `listOption()` reads their value. */
  readonly repeatable?: readonly string[];
  /** What an argument's value can be: the only ones there are, or what tab completion offers. */
  readonly values?: { readonly [Name in keyof Arguments]?: ArgumentSource };
  readonly examples: readonly Example[];
  /** More to say in `--help`, as paragraphs. */
  readonly notes?: string;
  /** Resolves to the exit code; nothing is 0. Throws AoError; `usage` exits 2, everything else 1. */
  run(context: { readonly args: ArgumentValues<Arguments> }): Promise<number | void>;
}

/** A command that does something. */
export type LeafCommand = CommandDefinition<ArgsDef>;

/** A command that only holds others: `ao server start`. */
export interface CommandGroup {
  readonly meta: { readonly name: string; readonly description: string };
  readonly commands: Readonly<Record<string, CommandEntry>>;
  /** The one that runs when none is named. */
  readonly default?: string;
  readonly examples: readonly Example[];
  readonly notes?: string;
}

export type Command = LeafCommand | CommandGroup;

/** A line of a command table: what lists need, and how to load the rest. */
export interface CommandEntry {
  readonly summary: string;
  /** Left out of lists; still runs. */
  readonly hidden?: boolean;
  load(): Promise<Command>;
}

/**
 * Types a command's definition; changes nothing.
 * @example
 * export const tokenCommand = defineCommand({
 *   meta: { name: "ao token", description: "Print the token that clients authenticate with." },
 *   args: { rotate: { type: "boolean", description: "make a new one" } },
 *   examples: [],
 *   async run({ args }) { await printData(args.rotate ? "…" : "…"); },
 * });
 */
export function defineCommand<const Arguments extends ArgsDef>(
  definition: CommandDefinition<Arguments>,
): LeafCommand {
  return definition;
}

/** True for a command that only holds others. */
export function isGroup(command: Command): command is CommandGroup {
  return "commands" in command;
}
