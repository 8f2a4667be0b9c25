// What Bun's console prints for given arguments, uncoloured. Runs in the user's process.
import { property } from "#src/protocol/json.ts";

const { inspect } = Bun;
const { stringify } = JSON;

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
  const given: unknown = property(options, "depth");
  const shown = typeof given === "number" ? show(value, indent, given) : show(value, indent);
  return `${indent}${shown}\n`;
}

function show(value: unknown, indent: string, deepest = 2): string {
  if (typeof value === "string") return value;
  const text = inspect(value, { colors: false, depth: deepest });
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
  switch (kind) {
    case "s":
      return String(value);
    case "d":
    case "i":
      return String(Math.trunc(Number(value)));
    case "f":
      return String(Number(value));
    case "j":
      return stringify(value) ?? "";
    case "c":
      return "";
    default:
      return show(value, indent);
  }
}
