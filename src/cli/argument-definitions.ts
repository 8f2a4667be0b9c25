// What a command's definition says about its arguments. Pure.
import type { ArgDef, ArgsDef } from "citty";
import type { LeafCommand } from "#src/cli/command.ts";

/** The usage line of a command: `ao rm [options] <session>…`. */
export function usageLine(command: LeafCommand): string {
  const words = [command.meta.name];
  if (optionNames(command.args).length > 0) words.push("[options]");
  const positionals = positionalNames(command.args);
  for (const name of positionals) {
    const isRepeated = command.rest === "repeat" && name === positionals.at(-1);
    const shown = command.args[name]?.required === false ? `[${name}]` : `<${name}>`;
    words.push(isRepeated ? `${shown}…` : shown);
  }
  if (command.rest === "program") words.push("[args…]");
  return words.join(" ");
}

/** The names of the options a definition has, in order. */
export function optionNames(args: ArgsDef): string[] {
  return Object.keys(args).filter((name) => args[name]?.type !== "positional");
}

/** The names of the positional arguments a definition has, in order. */
export function positionalNames(args: ArgsDef): string[] {
  return Object.keys(args).filter((name) => args[name]?.type === "positional");
}

/** The one-letter forms of an option. */
export function aliasesOf(definition: ArgDef | undefined): readonly string[] {
  const alias = definition !== undefined && "alias" in definition ? definition.alias : undefined;
  if (alias === undefined) return [];
  return typeof alias === "string" ? [alias] : alias;
}
