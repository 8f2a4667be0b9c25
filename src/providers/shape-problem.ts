// What is wrong with a body in a sentence, from the shape it must have. Runs in the server; pure.
import { FormatRegistry, Kind, type TSchema, Type } from "@sinclair/typebox";
import { Value, type ValueError, ValueErrorType } from "@sinclair/typebox/value";
import { joinPath } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "./json-text.ts";

/** The first thing that does not fit, as `<path>: <what it is and must be>`; null where all fits. */
export function shapeProblem(schema: TSchema, value: unknown): string | null {
  // Values deeper than the stack are no provider's.
  try {
    const error = Value.Errors(schema, value).First();
    return error === undefined ? null : describe(innermost(error));
  } catch (error) {
    if (error instanceof RangeError) return "the body: is nested too deep";
    throw error;
  }
}

/**
 * A shape that is made when it is first asked for. To be called with a pure annotation: the parts of
 * these modules that recorded programs load must not bring all shapes with them.
 */
export function lazily<T>(create: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= create());
}

/** A member that may be absent or null. */
export function maybe<T extends TSchema>(schema: T) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}

/** An object that is one of several, told by its member `type`; others may have any member. */
export function oneOf(
  shapes: Readonly<Record<string, Readonly<Record<string, TSchema>>>>,
): TSchema {
  const known = Object.entries(shapes).map(([type, members]) =>
    Type.Object({ type: Type.Literal(type), ...members }),
  );
  const names = Object.keys(shapes);
  const other = Type.String({
    pattern: `^(?!(?:${names.join("|")})$)`,
    description: `its type (${names.slice(0, 3).map(quote).join(", ")}, …)`,
  });
  return Type.Union([...known, Type.Object({ type: other })]);
}

/** One of some words. */
export function word(...words: readonly string[]): TSchema {
  return Type.Union(
    words.map((each) => Type.Literal(each)),
    { description: joinWords(words.map(quote)) },
  );
}

/** JSON as a text, as tool calls have their arguments; none at all for none. */
export function jsonText(): TSchema {
  if (!FormatRegistry.Has("json-text")) {
    FormatRegistry.Set(
      "json-text",
      (text) => text === "" || parseJsonOrUndefined(text) !== undefined,
    );
  }
  return Type.String({ format: "json-text", description: "a text that is JSON" });
}

/** Of a choice of shapes the one that was meant: that of the value's own `type`, or of its kind. */
function innermost(error: ValueError): ValueError {
  if (error.type !== ValueErrorType.Union) return error;
  // Without those that are not even of that kind (a text where the shape is a list).
  const shapes = choicesOf(error).filter((errors) =>
    errors.every(({ path }) => path !== error.path),
  );
  const meant = shapes.find((errors) => !errors.some((each) => isOfOtherType(each, error.path)));
  const [first] = meant ?? shapes.at(-1)?.filter((each) => isOfOtherType(each, error.path)) ?? [];
  return first === undefined ? error : innermost(first);
}

/** The errors by shape; a choice within the choice adds its own. */
function choicesOf(error: ValueError): ValueError[][] {
  return error.errors.flatMap((iterator) => {
    const errors = [...iterator];
    const nested = errors.find(
      ({ path, type }) => type === ValueErrorType.Union && path === error.path,
    );
    return nested === undefined ? [errors] : choicesOf(nested);
  });
}

function isOfOtherType({ path }: ValueError, parent: string): boolean {
  return path === `${parent}/type`;
}

function describe({ path, schema, value, type }: ValueError): string {
  const place = toPath(path);
  const expected = `must be ${expectation(schema)}`;
  if (type === ValueErrorType.ArrayMinItems) return `${place}: is empty, must have a member`;
  const is = value === undefined ? "is missing" : `is ${describeValue(value)}`;
  return `${place === "" ? "the body" : place}: ${is}, ${expected}`;
}

/** A JSON pointer as paths are written here. */
function toPath(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, step) => joinPath(path, /^\d+$/.test(step) ? Number(step) : step), "");
}

const EXPECTATIONS: Readonly<Record<string, string>> = {
  String: "a text",
  Number: "a number",
  Integer: "a whole number",
  Boolean: "true or false",
  Array: "a list",
  Object: "an object",
  Record: "an object",
  Null: "null",
};

function expectation(schema: TSchema): string {
  if (schema.description !== undefined) return schema.description;
  const kind = schema[Kind];
  if (kind === "Literal") return JSON.stringify(schema["const"]);
  if (kind !== "Union") return EXPECTATIONS[kind] ?? "another value";
  const members: readonly TSchema[] = schema["anyOf"];
  return joinWords([...new Set(members.map(expectation))]);
}

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") {
    return value.length > 40 ? `${quote(value.slice(0, 40))}…` : quote(value);
  }
  return typeof value === "object" ? "an object" : String(value as number | boolean);
}
