// ao's own reading of a command line, in front of citty's. citty 0.2.2 accepts unknown options,
// swallows `--no-…`, and takes a program's flags for its own; so the words are checked here first
// and handed on in one canonical form that leaves it nothing to guess.
import type { ArgDef, ArgsDef } from "citty";
import {
  aliasesOf,
  optionNames,
  positionalNames,
  usageLine,
} from "#src/cli/argument-definitions.ts";
import type { LeafCommand } from "#src/cli/command.ts";
import { nearest } from "#src/cli/suggest.ts";
import { AoError } from "#src/errors.ts";

/** A checked command line. */
export interface CheckedArguments {
  /** `--name=value` options, then `--`, then the positional words. */
  readonly canonical: readonly string[];
  readonly wantsHelp: boolean;
}

interface Walk {
  readonly command: LeafCommand;
  readonly words: readonly string[];
  readonly options: string[];
  readonly positionals: string[];
  index: number;
}

/**
 * Checks `words` against a command's definition.
 * @throws AoError `usage` naming the word that is wrong.
 */
export function checkArguments(command: LeafCommand, words: readonly string[]): CheckedArguments {
  const walk: Walk = { command, words, options: [], positionals: [], index: 0 };
  while (walk.index < words.length) {
    const word = words[walk.index++] ?? "";
    if (word === "--help" || word === "-h") return { canonical: [], wantsHelp: true };
    if (word === "--") takeRest(walk);
    else if (word.startsWith("--")) takeLong(walk, word);
    else if (word.startsWith("-") && word !== "-") takeShort(walk, word);
    else takePositional(walk, word);
  }
  assertComplete(walk);
  return { canonical: [...walk.options, "--", ...walk.positionals], wantsHelp: false };
}

/**
 * A whole number given as an option's text.
 * @throws AoError `usage` naming the option and the limits.
 */
export function integerOption(
  text: string | undefined,
  option: string,
  limits: { readonly minimum: number; readonly maximum: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= limits.minimum && value <= limits.maximum) return value;
  throw usage(
    `cannot use "${text}" for ${option}: not a whole number from ${limits.minimum} to ${limits.maximum}`,
  );
}

/** The values of a repeatable option, in the order in which they were given. */
export function listOption(text: string | undefined): string[] {
  // Written by checkArguments() alone.
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}

/** An error of use; exits 2. */
export function usage(message: string, hint?: string): AoError {
  return new AoError("usage", message, { hint });
}

function takeRest(walk: Walk): void {
  while (walk.index < walk.words.length) takePositional(walk, walk.words[walk.index++] ?? "");
}

function takePositional(walk: Walk, word: string): void {
  const { command, positionals } = walk;
  const known = positionalNames(command.args);
  if (positionals.length >= known.length && command.rest === undefined) {
    const hint =
      known.length === 0 ? `usage: ${usageLine(command)}` : `quote a text that has spaces in it`;
    throw usage(`unexpected argument "${word}": ${describeCapacity(command)}`, hint);
  }
  assertNotEmpty(command, known[positionals.length] ?? known.at(-1), word);
  assertListed(command, known[positionals.length], word);
  positionals.push(word);
  if (command.rest !== "program" || positionals.length > 1) return;
  // Everything behind the program's name is the program's, `--` and `--help` too.
  positionals.push(...walk.words.slice(walk.index));
  walk.index = walk.words.length;
}

/** An unset variable of a script, mostly; citty would take it for `undefined`. */
function assertNotEmpty(command: LeafCommand, name: string | undefined, word: string): void {
  if (word !== "" || name === undefined || command.args[name]?.required === false) return;
  throw usage(`cannot use "" as <${name}>: it is empty`);
}

function assertListed(command: LeafCommand, name: string | undefined, word: string): void {
  const allowed = name === undefined ? undefined : command.values?.[name];
  if (allowed === undefined || typeof allowed === "string" || allowed.includes(word)) return;
  const near = nearest(word, allowed);
  const why = near === null ? `it is one of ${allowed.join(", ")}` : `did you mean "${near}"?`;
  throw usage(`cannot use "${word}" as <${name}>: ${why}`);
}

function describeCapacity(command: LeafCommand): string {
  const names = positionalNames(command.args).map((name) => `<${name}>`);
  if (names.length === 0) return `"${command.meta.name}" takes none`;
  return `"${command.meta.name}" takes ${names.join(" ")} only`;
}

function takeLong(walk: Walk, word: string): void {
  const equals = word.indexOf("=");
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const given = equals < 0 ? undefined : word.slice(equals + 1);
  const negated = name.startsWith("no-") ? name.slice(3) : null;
  const definition = optionAt(walk.command.args, name);
  if (definition !== undefined) takeValue(walk, { name, shown: `--${name}`, definition, given });
  else if (negated !== null && isSwitchedOn(optionAt(walk.command.args, negated))) {
    if (given !== undefined) throw usage(`option "--${name}" takes no value: got "${given}"`);
    walk.options.push(`--no-${negated}`);
  } else if (name === "help") throw usage(`option "--help" takes no value: got "${given}"`);
  else throw unknownOption(walk.command, `--${name}`);
}

function takeShort(walk: Walk, word: string): void {
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    if (letter === "h") throw helpAmongLetters(walk.command, word);
    const name = optionNames(walk.command.args).find((candidate) =>
      aliasesOf(walk.command.args[candidate]).includes(letter),
    );
    const definition = name === undefined ? undefined : walk.command.args[name];
    if (name === undefined || definition === undefined) {
      throw unknownOption(walk.command, `-${letter}`);
    }
    const remainder = word.slice(at + 1);
    const takesRemainder = definition.type !== "boolean" && remainder !== "";
    const given = takesRemainder ? remainder.replace(/^=/, "") : undefined;
    takeValue(walk, { name, shown: `-${letter}`, definition, given });
    if (takesRemainder) return;
  }
}

function helpAmongLetters(command: LeafCommand, word: string): AoError {
  return usage(`unknown option "${word}": use -h alone`, `${command.meta.name} --help explains it`);
}

interface GivenOption {
  readonly name: string;
  readonly shown: string;
  readonly definition: ArgDef;
  readonly given: string | undefined;
}

function takeValue(walk: Walk, option: GivenOption): void {
  const { name, shown, definition } = option;
  if (definition.type === "boolean") {
    if (option.given !== undefined) {
      throw usage(`option "${shown}" takes no value: got "${option.given}"`);
    }
    walk.options.push(`--${name}`);
    return;
  }
  const value = option.given ?? walk.words[walk.index++];
  if (value === undefined || (option.given === undefined && isOption(walk.command, value))) {
    throw usage(
      `option "${shown}" needs a value: none given`,
      `${walk.command.meta.name} --help explains it`,
    );
  }
  assertOneOf(value, shown, definition);
  if (walk.command.repeatable?.includes(name) === true) addToList(walk, name, value);
  else walk.options.push(`--${name}=${value}`);
}

/** citty keeps the last value of an option only: all of them become one, which listOption() reads. */
function addToList(walk: Walk, name: string, value: string): void {
  const start = `--${name}=`;
  const index = walk.options.findIndex((option) => option.startsWith(start));
  const before = index < 0 ? [] : listOption(walk.options[index]?.slice(start.length));
  const option = `${start}${JSON.stringify([...before, value])}`;
  if (index < 0) walk.options.push(option);
  else walk.options[index] = option;
}

function assertOneOf(value: string, shown: string, definition: ArgDef): void {
  if (definition.type !== "enum") return;
  const allowed = definition.options ?? [];
  if (allowed.includes(value)) return;
  throw usage(`cannot use "${value}" for ${shown}: it is one of ${allowed.join(", ")}`);
}

// `--search --json` forgot its value; `--search --anything-else` and `-5` are values.
function isOption(command: LeafCommand, word: string): boolean {
  if (word === "--" || word === "--help") return true;
  return word.startsWith("--") && optionAt(command.args, word.slice(2)) !== undefined;
}

function optionAt(args: ArgsDef, name: string): ArgDef | undefined {
  if (!Object.hasOwn(args, name)) return undefined;
  const definition = args[name];
  return definition?.type === "positional" ? undefined : definition;
}

function isSwitchedOn(definition: ArgDef | undefined): boolean {
  return definition?.type === "boolean" && definition.default === true;
}

function unknownOption(command: LeafCommand, shown: string): AoError {
  const names = optionNames(command.args).flatMap((name) =>
    isSwitchedOn(command.args[name]) ? [name, `no-${name}`] : [name],
  );
  const near = shown.startsWith("--") ? nearest(shown.slice(2), [...names, "help"]) : null;
  if (near !== null) return usage(`unknown option "${shown}": did you mean "--${near}"?`);
  const hint =
    command.rest === "program"
      ? "options of the program itself go behind its name"
      : `${command.meta.name} --help lists its options`;
  return usage(`unknown option "${shown}": "${command.meta.name}" does not have it`, hint);
}

function assertComplete(walk: Walk): void {
  const { command, positionals } = walk;
  const missing = positionalNames(command.args).find(
    (name, index) => index >= positionals.length && command.args[name]?.required !== false,
  );
  if (missing !== undefined) {
    throw usage(
      `missing argument <${missing}>: "${command.meta.name}" needs it`,
      `usage: ${usageLine(command)}`,
    );
  }
}
