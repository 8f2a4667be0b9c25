// What tab completion offers: the shells' scripts hand over the words typed so far and print what
// comes back, so that all three complete alike and from the command table itself.
import type { ArgDef } from "citty";
import { optionMeaning } from "#src/cli/help.ts";
import { aliasesOf, optionNames, positionalNames } from "#src/cli/argument-definitions.ts";
import {
  type ArgumentSource,
  type Command,
  type CommandEntry,
  type LeafCommand,
  isGroup,
} from "#src/cli/command.ts";

export interface Candidate {
  readonly value: string;
  readonly meaning: string;
}

/** `files`: the shell completes file names itself. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly files: boolean;
}

/** Where names come from that are not in the table. */
export interface NameSource {
  sessions(): Promise<readonly Candidate[]>;
  runs(session: string): Promise<readonly Candidate[]>;
  /** Those of the newest run. */
  nodes(session: string): Promise<readonly Candidate[]>;
}

const NOTHING: Completion = { candidates: [], files: false };
const FILES: Completion = { candidates: [], files: true };

/** Completes the last of `words`, which may be empty; the first is the one behind `ao`. */
export async function complete(
  words: readonly string[],
  table: Readonly<Record<string, CommandEntry>>,
  names: NameSource,
): Promise<Completion> {
  const [first = "", ...rest] = words;
  if (rest.length === 0) {
    const extra = [
      { value: "help", meaning: "explain a command" },
      { value: "--help", meaning: "show the commands" },
      { value: "--version", meaning: "print the version" },
    ];
    return starting(first, [...commandNames(table), ...extra]);
  }
  if (first === "help") return complete(rest, table, names);
  const entry = Object.hasOwn(table, first) ? table[first] : undefined;
  if (entry === undefined) return NOTHING;
  const command: Command = await entry.load();
  if (!isGroup(command)) return completeLeaf(command, rest, names);
  const isHelp = rest.length === 1 && rest[0]?.startsWith("-") === true;
  if (isHelp) return starting(rest[0] ?? "", [HELP]);
  return completeGroup(rest, command.commands, names);
}

const HELP: Candidate = { value: "--help", meaning: "show this command's help" };

function completeGroup(
  words: readonly string[],
  table: Readonly<Record<string, CommandEntry>>,
  names: NameSource,
): Promise<Completion> {
  if (words.length === 1) return Promise.resolve(starting(words[0] ?? "", commandNames(table)));
  return complete(words, table, names);
}

async function completeLeaf(
  command: LeafCommand,
  words: readonly string[],
  names: NameSource,
): Promise<Completion> {
  const current = words.at(-1) ?? "";
  const { positionals, pending, ended } = readWords(command, words.slice(0, -1));
  if (pending !== null)
    return completeValue(command, { name: pending, current, positionals }, names);
  if (command.rest === "program" && positionals.length > 0) return FILES;
  const equals = current.indexOf("=");
  if (!ended && current.startsWith("--") && equals > 0) {
    const name = current.slice(2, equals);
    const value = current.slice(equals + 1);
    const found = await completeValue(command, { name, current: value, positionals }, names);
    const prefix = current.slice(0, equals + 1);
    return {
      ...found,
      candidates: found.candidates.map((item) => ({ ...item, value: prefix + item.value })),
    };
  }
  if (!ended && current.startsWith("-")) return starting(current, optionsOf(command));
  const known = positionalNames(command.args);
  const isLastAgain = command.rest === "repeat" && positionals.length >= known.length;
  const name = isLastAgain ? known.at(-1) : known[positionals.length];
  if (name === undefined) return starting(current, optionsOf(command));
  return completeValue(command, { name, current, positionals }, names);
}

/** What the words before the current one amount to. `pending`: an option that waits for its value. */
function readWords(
  command: LeafCommand,
  words: readonly string[],
): { positionals: string[]; pending: string | null; ended: boolean } {
  const positionals: string[] = [];
  let pending: string | null = null;
  let ended = false;
  for (const word of words) {
    if (pending !== null) pending = null;
    else if (ended || !word.startsWith("-") || word === "-") positionals.push(word);
    else if (word === "--") ended = true;
    else if (!word.includes("=")) pending = optionThatWaits(command, word);
  }
  return { positionals, pending, ended };
}

function optionThatWaits(command: LeafCommand, word: string): string | null {
  const name = optionNames(command.args).find(
    (candidate) =>
      word === `--${candidate}` ||
      aliasesOf(command.args[candidate]).some((letter) => word === `-${letter}`),
  );
  if (name === undefined || command.args[name]?.type === "boolean") return null;
  return name;
}

async function completeValue(
  command: LeafCommand,
  at: { readonly name: string; readonly current: string; readonly positionals: readonly string[] },
  names: NameSource,
): Promise<Completion> {
  const definition: ArgDef | undefined = command.args[at.name];
  const listed = definition?.type === "enum" ? definition.options : undefined;
  const source: ArgumentSource | undefined = listed ?? command.values?.[at.name];
  if (source === "session") return starting(at.current, await names.sessions());
  if (source === "run") return starting(at.current, await names.runs(at.positionals[0] ?? "last"));
  if (source === "node")
    return starting(at.current, await names.nodes(at.positionals[0] ?? "last"));
  if (source === "file") return FILES;
  if (source === undefined) return definition?.type === "positional" ? FILES : NOTHING;
  return starting(
    at.current,
    source.map((value) => ({ value, meaning: "" })),
  );
}

function optionsOf(command: LeafCommand): Candidate[] {
  const options = optionNames(command.args).map((name) => {
    const definition: ArgDef = command.args[name] ?? {};
    const isSwitchedOn = definition.type === "boolean" && definition.default === true;
    const value = isSwitchedOn ? `--no-${name}` : `--${name}`;
    return { value, meaning: optionMeaning(definition) };
  });
  return [...options, HELP];
}

function commandNames(table: Readonly<Record<string, CommandEntry>>): Candidate[] {
  return Object.entries(table)
    .filter(([, entry]) => entry.hidden !== true)
    .map(([value, entry]) => ({ value, meaning: entry.summary }));
}

function starting(current: string, candidates: readonly Candidate[]): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(current)), files: false };
}
