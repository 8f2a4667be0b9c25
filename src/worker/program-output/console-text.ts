// What Bun's console prints for given arguments, uncoloured. Runs in the user's process, and runs no code
// of the program: where the console does, a stand-in is shown (stand-in.ts).
import { className, dataProperty, isPlainData } from "./own-ways.ts";
import { harmless, harmlessRows } from "./stand-in.ts";

const { inspect } = Bun;
const { stringify } = JSON;
const errorText: unknown = Error.prototype.toString;
const objectText: unknown = Object.prototype.toString;

/** The line, or lines, of `console.log(...values)` in a group `depth` deep, with the line feed. */
export function consoleLine(values: readonly unknown[], depth: number): string {
  const indent = "  ".repeat(depth);
  const [first, ...rest] = values;
  if (typeof first === "string" && rest.length > 0 && first.includes("%")) {
    const { text, used } = fill(first, rest, indent);
    return `${[indent + text, ...rest.slice(used).map((value) => show(value, indent))].join(" ")}\n`;
  }
  return `${indent}${values.map((value) => show(value, indent)).join(" ")}\n`;
}

/** A value as a line of its own, for `console.dir()`. */
export function inspectLine(value: unknown, options: unknown, depth: number): string {
  const indent = "  ".repeat(depth);
  const isGiven = typeof options === "object" && options !== null;
  const given: unknown = isGiven ? dataProperty(options, "depth") : undefined;
  const shown = typeof given === "number" ? show(value, indent, given) : show(value, indent);
  return `${indent}${shown}\n`;
}

/** What `String(value)` gives, as far as that runs no code of the program. */
export function plainText(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return typeof value === "function" ? `[Function: ${className(value)}]` : String(value);
  }
  const own = dataProperty(value, "toString");
  const isConverted = dataProperty(value, Symbol.toPrimitive) !== undefined;
  if (!isConverted && own === errorText) {
    const [name, message] = [dataProperty(value, "name"), dataProperty(value, "message")];
    return [name, message].filter((part) => typeof part === "string" && part !== "").join(": ");
  }
  const isPlain = !isConverted && own === objectText && className(value) === "Object";
  return isPlain ? "[object Object]" : oneLine(value);
}

function oneLine(value: object): string {
  return inspect(harmless(value), { colors: false, depth: 2 });
}

function show(value: unknown, indent: string, deepest = 2): string {
  if (typeof value === "string") return value;
  const text = inspect(harmless(value), { colors: false, depth: deepest });
  return indent === "" ? text : text.replaceAll("\n", `\n${indent}`);
}

function fill(
  format: string,
  values: readonly unknown[],
  indent: string,
): { readonly text: string; readonly used: number } {
  let used = 0;
  const text = format.replace(/%([sdifjoOc%])/g, (specifier, kind: string) => {
    // Behind the last value the text stands as it is.
    if (used >= values.length) return specifier;
    if (kind === "%") return "%";
    const value = values[used];
    used += 1;
    return fillOne(kind, value, indent);
  });
  return { text, used };
}

function fillOne(kind: string, value: unknown, indent: string): string {
  const isValue = (typeof value !== "object" && typeof value !== "function") || value === null;
  switch (kind) {
    case "s":
      return plainText(value);
    case "d":
    case "i":
      return isValue ? String(Math.trunc(Number(value))) : "NaN";
    case "f":
      return isValue ? String(Number(value)) : "NaN";
    case "j":
      return isPlainData(value) ? (stringify(value) ?? "") : oneLine(value as object);
    case "c":
      return "";
    default:
      return show(value, indent);
  }
}

/** `console.table(rows, columns)`. The console asks rows for their values: copies of them are asked here. */
export function tableText(rows: object, columns: readonly string[] | undefined): string {
  return inspect.table(harmlessRows(rows), columns as string[], { colors: false });
}
