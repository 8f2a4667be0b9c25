// Which keys a program insists on, of all that there were when it was recorded. A test names no others:
// they say what else its author has, and differ from machine to machine. Pure.
import { isSecretName } from "#src/providers/secrets.ts";
import type { ProgramSource } from "./program-source.ts";

export interface KeyEvidence {
  /** The names of the recorded environment. */
  readonly names: readonly string[];
  /** The recorded arguments, with `{env:NAME}` where a secret stood. */
  readonly args: readonly string[];
  readonly source: ProgramSource;
  /** Of the recorded calls: `openai.chat`. */
  readonly operations: readonly string[];
}

/** What keys are called by that do not begin with the maker's name. */
const MAKERS: Readonly<Record<string, string>> = {
  gemini: "google",
  vertex: "google",
  co: "cohere",
  bedrock: "aws",
  hf: "huggingface",
  langsmith: "langchain",
};

/** Words of many keys that say nothing of a maker. */
const SAYS_NOTHING = new Set(
  "api key keys token secret access id auth password app my client private public value".split(" "),
);

/**
 * Keys that an argument refers to, that the program names itself, and those of the makers of its
 * packages and of the services that it called.
 */
export function neededKeys({ names, args, source, operations }: KeyEvidence): string[] {
  const called = [...source.packages, ...operations].flatMap((name) =>
    name.toLowerCase().split(/[^a-z0-9]+/),
  );
  const isOfMaker = (name: string): boolean =>
    makersIn(name).some((maker) => called.some((word) => word.startsWith(maker)));
  return names.filter(
    (name) =>
      isSecretName(name) &&
      (args.some((argument) => argument.includes(`{env:${name}}`)) ||
        source.words.has(name) ||
        isOfMaker(name)),
  );
}

/** `AZURE_OPENAI_API_KEY` may be for a package of either. */
function makersIn(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !SAYS_NOTHING.has(word))
    .map((word) => MAKERS[word] ?? word);
}
