// The help texts, made from the command table and the definitions. Pure.
import type { ArgDef } from "citty";
import {
  aliasesOf,
  optionNames,
  positionalNames,
  usageLine,
} from "#src/cli/argument-definitions.ts";
import {
  type Command,
  type CommandGroup,
  type Example,
  type LeafCommand,
  isGroup,
} from "#src/cli/command.ts";
import { COMMAND_GROUPS } from "#src/cli/program.ts";
import { padEnd, widthOf, wrap } from "#src/cli/text.ts";

const WIDTH = 80;

/** `ao --help`. */
export function programHelp(): string {
  const visible = Object.entries(COMMAND_GROUPS).map(([title, commands]) => {
    const entries = Object.entries(commands).filter(([, entry]) => entry.hidden !== true);
    return { title, rows: entries.map(([name, entry]) => [name, entry.summary] as const) };
  });
  const width = Math.max(...visible.flatMap(({ rows }) => rows.map(([name]) => name.length)));
  const groups = visible.map(({ title, rows }) => section(title, columns(rows, width)));
  return joinSections([
    "ao records what an agent program asks models and tools, and shows what flowed where.\n",
    "Usage: ao <command> [options]\n",
    ...groups,
    section("Start here", [
      "  ao record agent.ts     run your program as it is, and record it",
      "  ao graph last          see what it did",
      "  ao <command> --help    explain a command",
    ]),
  ]);
}

/** `ao <command> --help`. */
export function commandHelp(command: Command): string {
  return isGroup(command) ? groupHelp(command) : leafHelp(command);
}

function leafHelp(command: LeafCommand): string {
  return joinSections([
    `Usage: ${usageLine(command)}\n`,
    ...description(command),
    section("Arguments", positionalRows(command)),
    section("Options", optionRows(command)),
    section("Examples", exampleLines(command.examples)),
  ]);
}

function groupHelp(group: CommandGroup): string {
  const rows = Object.entries(group.commands)
    .filter(([, entry]) => entry.hidden !== true)
    .map(([name, entry]) => [name, describeDefault(group, name, entry.summary)] as const);
  const usage = group.default === undefined ? "<command>" : "[command]";
  return joinSections([
    `Usage: ${group.meta.name} ${usage}\n`,
    ...description(group),
    section("Commands", columns(rows)),
    section("Examples", exampleLines(group.examples)),
    `${group.meta.name} <command> --help explains one.\n`,
  ]);
}

function describeDefault(group: CommandGroup, name: string, summary: string): string {
  return group.default === name ? `${summary} (what "${group.meta.name}" alone does)` : summary;
}

function description(command: Command): string[] {
  const text = [`${wrap(command.meta.description, WIDTH).join("\n")}\n`];
  if (command.notes === undefined) return text;
  return [...text, `${wrap(command.notes, WIDTH).join("\n")}\n`];
}

function positionalRows(command: LeafCommand): string[] {
  const rows = positionalNames(command.args).map(
    (name) => [name, command.args[name]?.description ?? ""] as const,
  );
  if (command.rest === "program") rows.push(["args…", "the program's own arguments"]);
  return columns(rows);
}

function optionRows(command: LeafCommand): string[] {
  const rows = optionNames(command.args).map((name) => {
    const definition: ArgDef = command.args[name] ?? {};
    return [optionForm(name, definition), optionMeaning(definition)] as const;
  });
  return columns([...rows, ["-h, --help", "show this help"]]);
}

function optionForm(name: string, definition: ArgDef): string {
  const isSwitchedOn = definition.type === "boolean" && definition.default === true;
  const long = isSwitchedOn ? `--no-${name}` : `--${name}`;
  const short = isSwitchedOn ? [] : aliasesOf(definition).map((letter) => `-${letter}`);
  const forms = short.length > 0 ? `${short.join(", ")}, ${long}` : `    ${long}`;
  if (definition.type === "boolean") return forms;
  return `${forms} <${definition.valueHint ?? name}>`;
}

/** What an option does, with its choices and its default. */
export function optionMeaning(definition: ArgDef): string {
  const isSwitchedOn = definition.type === "boolean" && definition.default === true;
  const negative = "negativeDescription" in definition ? definition.negativeDescription : undefined;
  const positive = definition.description ?? "";
  const text = isSwitchedOn ? (negative ?? `do not ${positive}`) : positive;
  const choices = definition.type === "enum" ? `: ${(definition.options ?? []).join(", ")}` : "";
  const fallback =
    typeof definition.default === "string" ? ` (default: ${definition.default})` : "";
  return `${text}${choices}${fallback}`;
}

function exampleLines(examples: readonly Example[]): string[] {
  return examples.flatMap(({ command, meaning }) => [`  ${command}`, `      ${meaning}`]);
}

/** Two columns, the second wrapped into what the first leaves. */
function columns(rows: readonly (readonly [string, string])[], minimum = 0): string[] {
  const width = Math.max(minimum, ...rows.map(([left]) => widthOf(left)));
  return rows.flatMap(([left, right]) => {
    const lines = wrap(right, WIDTH - width - 5);
    return lines.map((line, index) =>
      `  ${padEnd(index === 0 ? left : "", width)}   ${line}`.trimEnd(),
    );
  });
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.join("\n")}\n`;
}

function joinSections(sections: readonly string[]): string {
  return sections.filter((text) => text !== "").join("\n");
}
