// The options of `ao edit` as the request they stand for. Reads files and the standard input.
import { readFileSync } from "node:fs";
import { listOption, usage } from "#src/cli/arguments.ts";
import { oneLine, cut } from "#src/cli/text.ts";
import { describeSystemError } from "#src/config/system-error.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import type { EditRequest } from "#src/protocol/edit.ts";
import { parsePath } from "#src/protocol/json.ts";

export interface EditOptions {
  readonly input: string | undefined;
  readonly output: string | undefined;
  /** As `listOption()` reads it. */
  readonly set: string | undefined;
  readonly text: string | undefined;
  readonly revert: boolean;
  readonly list: boolean;
}

export type WantedAction =
  | { readonly kind: "edit"; readonly request: EditRequest }
  | { readonly kind: "revert" }
  | { readonly kind: "list" };

/** @throws AoError `usage` where options exclude each other or are no JSON, `bad_input` for a file. */
export async function readEdit(options: EditOptions): Promise<WantedAction> {
  const names = ["input", "output", "set", "text", "revert", "list"] as const;
  const given = names.filter((name) => options[name] !== undefined && options[name] !== false);
  const [first, second] = given;
  if (first !== undefined && second !== undefined) {
    throw usage(`cannot use --${first} with --${second}: choose one`);
  }
  if (first === undefined || first === "list") return { kind: "list" };
  if (first === "revert") return { kind: "revert" };
  return { kind: "edit", request: await readRequest(first, options) };
}

async function readRequest(
  option: "input" | "output" | "set" | "text",
  options: EditOptions,
): Promise<EditRequest> {
  const given = options[option] ?? "";
  if (option === "set") return { set: listOption(given).map(parseAssignment) };
  const { text, from } = await readText(given);
  // Editors end a file with a line feed that nobody means to say.
  if (option === "text") return { text: from === null ? text : text.replace(/\r?\n$/, "") };
  return { [option]: parseBody(option, text, from) };
}

/** `PATH=VALUE`; the value is JSON where it is that, else a text. The first `=` that ends a path counts. */
function parseAssignment(assignment: string): NonNullable<EditRequest["set"]>[number] {
  for (let at = assignment.indexOf("="); at > 0; at = assignment.indexOf("=", at + 1)) {
    const path = assignment.slice(0, at);
    // A `=` inside of a quoted key is a part of the path.
    if (parsePath(path) === null) continue;
    return { path, value: jsonOrText(assignment.slice(at + 1)) };
  }
  const isValueMissing = parsePath(assignment) !== null;
  throw usage(
    isValueMissing
      ? `cannot set "${assignment}": no value given`
      : `cannot set "${shorten(assignment)}": it is not PATH=VALUE`,
    "as in --set messages[1].content=Hello",
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // Not JSON is an expected answer here.
  }
}

function parseBody(option: string, text: string, from: string | null): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = `it is no JSON: ${describeThrown(error).replace(/^JSON Parse error: /, "")}`;
    if (from !== null) throw new AoError("bad_input", `Cannot use ${from} for --${option}: ${why}`);
    throw usage(`cannot use "${shorten(text)}" for --${option}: ${why}`);
  }
}

/** `@file` is the file's content, `@-` the standard input, `@@…` a text that starts with one `@`. */
async function readText(
  given: string,
): Promise<{ readonly text: string; readonly from: string | null }> {
  if (!given.startsWith("@")) return { text: given, from: null };
  if (given.startsWith("@@")) return { text: given.slice(1), from: null };
  if (given === "@-") return { text: await Bun.stdin.text(), from: "the standard input" };
  const path = given.slice(1);
  try {
    return { text: readFileSync(path, "utf8"), from: `"${path}"` };
  } catch (error) {
    throw new AoError("bad_input", `Cannot read "${path}": ${describeSystemError(error)}`, {
      hint: "a value that starts with @ names a file; @@ stands for one @",
      cause: error,
    });
  }
}

function shorten(text: string): string {
  return cut(oneLine(text), 60);
}
