// What a schema allows, in words for who sent something else. Pure.
import { isObject } from "#src/protocol/json.ts";

/** `"satisfactory", "failed" or null`; null where the schema is of a kind that has no words here. */
export function expectedValue(schema: unknown): string | null {
  const choices = choicesOf(schema).map(oneValue);
  const words = choices.filter((choice) => choice !== null);
  if (words.length === 0 || words.length < choices.length) return null;
  const last = words.pop() ?? "";
  return words.length === 0 ? last : `${words.join(", ")} or ${last}`;
}

function choicesOf(schema: unknown): unknown[] {
  if (!isObject(schema) || !Array.isArray(schema["anyOf"])) return [schema];
  return schema["anyOf"].flatMap(choicesOf);
}

function oneValue(schema: unknown): string | null {
  if (!isObject(schema)) return null;
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (typeof schema["description"] === "string") return schema["description"];
  switch (schema["type"]) {
    case "null":
      return "null";
    case "boolean":
      return "true or false";
    case "string":
      return withinLimits(schema);
    case "integer":
    case "number":
    case "array":
    case "object":
      return `${/^[aio]/.test(schema["type"]) ? "an" : "a"} ${schema["type"]}`;
    default:
      return null;
  }
}

function withinLimits({ maxLength, pattern }: Readonly<Record<string, unknown>>): string {
  const length =
    typeof maxLength === "number"
      ? ` of at most ${maxLength.toLocaleString("en-US")} characters`
      : "";
  return `a string${length}${typeof pattern === "string" ? ` like ${pattern}` : ""}`;
}
