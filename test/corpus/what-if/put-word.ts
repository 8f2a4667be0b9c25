// Puts one distinctive word into what a model is asked or answers, whatever the format. Pure.
import { isDeepStrictEqual } from "node:util";
import { isObject, joinPath, property, stringAt } from "#src/protocol/json.ts";
import type { MockReply } from "#test/support/mock-provider.ts";

/** One value of a body, and what stands there now. */
export interface Place {
  readonly path: string;
  readonly value: string;
}

/** The text with the word in its middle: between two words, so that JSON and markup stay whole. */
export function putWord(text: string, word: string): string {
  const gaps = [...text.matchAll(/(?<=\p{L}) (?=\p{L})/gu)];
  const { index } = gaps[Math.floor(gaps.length / 2)] ?? {};
  if (index !== undefined) return `${text.slice(0, index)} ${word}${text.slice(index)}`;
  const parsed = parse(text);
  const leaf = longest(leavesOf(parsed));
  if (!isObject(parsed) || leaf === undefined) return `${text} ${word}`;
  const quoted = JSON.stringify(leaf.value);
  return text.replace(quoted, () => JSON.stringify(`${leaf.value} ${word}`));
}

/** The text as it was before {@link putWord}. */
export function takeOutWord(text: string, word: string): string {
  return text.replaceAll(` ${word}`, "").replaceAll(word, "");
}

/** A sentence, a line, a field: words with blanks between; no label, by which a program finds its way. */
const PHRASE = /[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)+(?![\p{L}\p{M}]*:)/gu;

/**
 * Another answer: the word in every phrase of its text, or else in the arguments of the first tool it
 * asks for. A model that is asked something else says all of it in another way.
 */
export function anotherReply(reply: MockReply, word: string): MockReply {
  if (reply.text !== undefined) {
    // With a word behind it a score is no number.
    if (/^\s*\d+\s*$/.test(reply.text)) return reply;
    const text = reply.text.replaceAll(PHRASE, (phrase) => putWord(phrase, word));
    return { ...reply, text: text === reply.text ? putWord(text, word) : text };
  }
  const [first, ...others] = reply.tools ?? [];
  if (first === undefined) return reply;
  const changed = putIntoArguments(first.arguments, word);
  return changed === null
    ? reply
    : { ...reply, tools: [{ ...first, arguments: changed }, ...others] };
}

/** Options of `ao edit` that put the word into a recorded answer; null where it has no place for one. */
export function answerEdit(output: unknown, reply: MockReply, word: string): string[] | null {
  const [first] = reply.tools ?? [];
  if (reply.text !== undefined) {
    const text = putWord(reply.text, word);
    // An answer that is given a text has no calls of tools any more.
    if (first === undefined) return [`--text=${escapeAt(text)}`];
    const place = leavesOf(output).find(({ value }) => value === reply.text);
    return place === undefined ? null : ["--set", `output.${place.path}=${JSON.stringify(text)}`];
  }
  const changed = first === undefined ? null : putIntoArguments(first.arguments, word);
  const found = first === undefined ? null : findArguments(output, first.arguments);
  if (changed === null || found === null) return null;
  // Where the format has the arguments as text, so is what stands in their place.
  const value = found.isText ? JSON.stringify(changed) : changed;
  return ["--set", `output.${found.path}=${JSON.stringify(value)}`];
}

/** The last text that a person says in a request; null where there is none. */
export function lastUserText(input: unknown): Place | null {
  for (const key of ["messages", "contents", "input", "prompt", "message"]) {
    const said = property(input, key);
    if (typeof said === "string") return { path: key, value: said };
    if (!Array.isArray(said)) continue;
    const index = said.findLastIndex((item) => (stringAt(item, "role") ?? "user") === "user");
    if (index === -1) continue;
    const leaves = leavesOf(said[index], joinPath(key, index));
    return leaves.findLast(({ path }) => /(^input|content|text|\])$/.test(path)) ?? null;
  }
  return null;
}

function putIntoArguments(values: object, word: string): object | null {
  const leaf = longest(leavesOf(values));
  if (leaf === undefined) return null;
  const quoted = JSON.stringify(leaf.value);
  const changed = JSON.stringify(putWord(leaf.value, word));
  return JSON.parse(JSON.stringify(values).replace(quoted, () => changed)) as object;
}

function findArguments(
  value: unknown,
  wanted: object,
  path = "",
): { readonly path: string; readonly isText: boolean } | null {
  if (typeof value === "string") {
    return isDeepStrictEqual(parse(value), wanted) ? { path, isText: true } : null;
  }
  if (isDeepStrictEqual(value, wanted)) return { path, isText: false };
  for (const [step, item] of stepsOf(value)) {
    const found = findArguments(item, wanted, joinPath(path, step));
    if (found !== null) return found;
  }
  return null;
}

function leavesOf(value: unknown, path = ""): Place[] {
  if (typeof value === "string") return [{ path, value }];
  return stepsOf(value).flatMap(([step, item]) => leavesOf(item, joinPath(path, step)));
}

function stepsOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : [];
}

function longest(leaves: readonly Place[]): Place | undefined {
  return leaves.toSorted((a, b) => b.value.length - a.value.length)[0];
}

/** A value of `ao edit` that begins with @ is a file's name. */
function escapeAt(text: string): string {
  return text.startsWith("@") ? `@${text}` : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
