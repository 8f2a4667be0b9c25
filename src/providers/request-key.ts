// What counts as the same call under a rule: the key by which recorded answers are found. Runs in
// the user's process and in the server; both must come to the same.
import { isObject, parsePath } from "#src/protocol/json.ts";
import type { MatchRule } from "#src/protocol/replay.ts";
import { inputHash } from "./input-hash.ts";
import { normalizeRequest } from "./normalize-request.ts";

/**
 * The key of a request; two requests are the same call under the rule where theirs are equal. `body`
 * is as for {@link inputHash}.
 */
export function requestKey(
  operation: string,
  path: string,
  body: unknown,
  { mode, ignore }: MatchRule,
): string {
  switch (mode) {
    case "exact":
      return inputHash(operation, path, body);
    case "ignore-system":
      return inputHash(operation, path, withoutSystem(operation, body));
    case "ignore-paths":
      return inputHash(operation, path, withoutPaths(body, ignore));
    case "position":
      return operation;
  }
}

/** The body as far as a rule looks at it: where it is equal, so are the keys (of one operation and path). */
export function identifyingPart(
  operation: string,
  body: unknown,
  { mode, ignore }: MatchRule,
): unknown {
  switch (mode) {
    case "exact":
      return normalizeRequest(operation, body);
    case "ignore-system":
      return normalizeRequest(operation, withoutSystem(operation, body));
    case "ignore-paths":
      return normalizeRequest(operation, withoutPaths(body, ignore));
    case "position":
      return null;
  }
}

/** Where providers have their system prompts, besides in messages. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  "system",
  "instructions",
  "systemInstruction",
  "system_instruction",
  "preamble",
]);

/** Lists of messages. */
const MESSAGE_LISTS: ReadonlySet<string> = new Set(["messages", "input", "chat_history"]);

function withoutSystem(operation: string, body: unknown): unknown {
  // Tools and the user's own services have no system prompt, whatever their fields are called.
  if (!isObject(body) || /^(?:mcp|configured)\./.test(operation)) return body;
  return Object.fromEntries(
    Object.entries(body)
      .filter(([key]) => !SYSTEM_FIELDS.has(key))
      .map(([key, value]) => [
        key,
        MESSAGE_LISTS.has(key) && Array.isArray(value)
          ? value.filter((message) => !isSystemMessage(message))
          : value,
      ]),
  );
}

/** A path inside of what `ignore-system` looks at, as it is in the whole body: there are more messages. */
export function pathWithSystem(body: unknown, path: string): string {
  const [list = "", index] = parsePath(path) ?? [];
  const messages = isObject(body) ? body[list] : undefined;
  if (typeof index !== "number" || !Array.isArray(messages)) return path;
  if (!MESSAGE_LISTS.has(String(list))) return path;
  const others = [...messages.keys()].filter((at) => !isSystemMessage(messages[at]));
  // Behind the last one: where the next would stand.
  const whole = others[index] ?? messages.length;
  return path.replace(`[${index}]`, `[${whole}]`);
}

function isSystemMessage(message: unknown): boolean {
  const role = isObject(message) ? message["role"] : null;
  return typeof role === "string" && /^(?:system|developer)$/i.test(role);
}

/** Any index of an array. */
const ANY = Symbol("any");

type Step = string | number | typeof ANY;

/** The steps of a path to ignore, `[*]` for any index; null where it is not one. */
export function parseIgnoredPath(path: string): Step[] | null {
  const steps: Step[] = [];
  for (const [index, part] of path.split("[*]").entries()) {
    const parsed = parsePath(part);
    if (parsed === null) return null;
    if (index > 0) steps.push(ANY);
    steps.push(...parsed);
  }
  return steps.length === 0 ? null : steps;
}

function withoutPaths(body: unknown, paths: readonly string[]): unknown {
  return paths.reduce<unknown>((rest, path) => {
    const steps = parseIgnoredPath(path);
    return steps === null ? rest : without(rest, steps);
  }, body);
}

/** The value without what stands at the path; in an array null takes its place. */
function without(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return null;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      step === ANY || step === index ? without(item, rest) : item,
    );
  }
  if (!isObject(value) || typeof step !== "string" || !Object.hasOwn(value, step)) return value;
  const { [step]: found, ...others } = value;
  return rest.length === 0 ? others : { ...others, [step]: without(found, rest) };
}
