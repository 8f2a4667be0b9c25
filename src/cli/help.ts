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

/** Wider lines are hard to read. */
const WIDEST = 80;
/** Of the second of two columns, however narrow the terminal is. */
const NARROWEST = 20;

/** `ao --help`. */
export function programHelp(available = WIDEST): string {
  const wide = Math.min(WIDEST, available);
  const visible = Object.entries(COMMAND_GROUPS).map(([title, commands]) => {
    const entries = Object.entries(commands).filter(([, entry]) => entry.hidden !== true);
    return { title, rows: entries.map(([name, entry]) => [name, entry.summary] as const) };
  });
  const width = Math.max(...visible.flatMap(({ rows }) => rows.map(([name]) => name.length)));
  const groups = visible.map(({ title, rows }) =>
    section(title, columns(rows, { wide, minimum: width })),
  );
  return joinSections([
    paragraph(
      "ao records what an agent program asks models and tools, and shows what flowed where.",
      wide,
    ),
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
export function commandHelp(command: Command, available = WIDEST): string {
  const wide = Math.min(WIDEST, available);
  return isGroup(command) ? groupHelp(command, wide) : leafHelp(command, wide);
}

function leafHelp(command: LeafCommand, wide: number): string {
  return joinSections([
    `Usage: ${usageLine(command)}\n`,
    ...description(command, wide),
    section("Arguments", positionalRows(command, wide)),
    section("Options", optionRows(command, wide)),
    section("Examples", exampleLines(command.examples, wide)),
  ]);
}

function groupHelp(group: CommandGroup, wide: number): string {
  const rows = Object.entries(group.commands)
    .filter(([, entry]) => entry.hidden !== true)
    .map(([name, entry]) => [name, describeDefault(group, name, entry.summary)] as const);
  const usage = group.default === undefined ? "<command>" : "[command]";
  return joinSections([
    `Usage: ${group.meta.name} ${usage}\n`,
    ...description(group, wide),
    section("Commands", columns(rows, { wide })),
    section("Examples", exampleLines(group.examples, wide)),
    `${group.meta.name} <command> --help explains one.\n`,
  ]);
}

function describeDefault(group: CommandGroup, name: string, summary: string): string {
  return group.default === name ? `${summary} (what "${group.meta.name}" alone does)` : summary;
}

function description(command: Command, wide: number): string[] {
  const text = [paragraph(command.meta.description, wide)];
  return command.notes === undefined ? text : [...text, paragraph(command.notes, wide)];
}

function paragraph(text: string, width: number): string {
  return `${wrap(text, width).join("\n")}\n`;
}

function positionalRows(command: LeafCommand, wide: number): string[] {
  const rows = positionalNames(command.args).map(
    (name) => [name, command.args[name]?.description ?? ""] as const,
  );
  if (command.rest === "program") rows.push(["args…", "the program's own arguments"]);
  return columns(rows, { wide });
}

function optionRows(command: LeafCommand, wide: number): string[] {
  const rows = optionNames(command.args).map((name) => {
    const definition: ArgDef = command.args[name] ?? {};
    return [optionForm(name, definition), optionMeaning(definition)] as const;
  });
  return columns([...rows, ["-h, --help", "show this help"]], { wide });
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

/** A command stays whole, to be copied. */
function exampleLines(examples: readonly Example[], wide: number): string[] {
  return examples.flatMap(({ command, meaning }) => [
    `  ${command}`,
    ...wrap(meaning, wide - 6).map((line) => `      ${line}`),
  ]);
}

/** Two columns, the second wrapped into what the first leaves. */
function columns(
  rows: readonly (readonly [string, string])[],
  { wide, minimum = 0 }: { readonly wide: number; readonly minimum?: number },
): string[] {
  const width = Math.max(minimum, ...rows.map(([left]) => widthOf(left)));
  return rows.flatMap(([left, right]) => {
    const lines = wrap(right, Math.max(NARROWEST, wide - width - 5));
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
