// JSON values and the paths that name a place inside one.

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** An object that JSON can hold. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for an object that is neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at `key` where `value` is an object, else undefined. */
export function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The string at `key`, or null. */
export function stringAt(value: unknown, key: string): string | null {
  const found = property(value, key);
  return typeof found === "string" ? found : null;
}

/** The number at `key`, or null. */
export function numberAt(value: unknown, key: string): number | null {
  const found = property(value, key);
  return typeof found === "number" ? found : null;
}

/** The array at `key`, or an empty one. */
export function arrayAt(value: unknown, key: string): readonly unknown[] {
  const found = property(value, key);
  return Array.isArray(found) ? found : [];
}

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** `parent` extended by one step: `messages` + 1 → `messages[1]`, `a` + `b` → `a.b`, odd keys quoted: `a["x y"]`. */
export function joinPath(parent: string, step: string | number): string {
  if (typeof step === "number") return `${parent}[${step}]`;
  if (!PLAIN_KEY.test(step)) return `${parent}[${JSON.stringify(step)}]`;
  return parent === "" ? step : `${parent}.${step}`;
}

const STEP = /\.?([A-Za-z_$][A-Za-z0-9_$]*)|\[([0-9]+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** The steps of a path as {@link joinPath} writes it, or null where it is not one. */
export function parsePath(path: string): (string | number)[] | null {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return null;
    const [, name, index, quoted] = match;
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else {
      const key = unquote(quoted);
      if (key === null) return null;
      steps.push(key);
    }
  }
  return steps;
}

function unquote(quoted: string | undefined): string | null {
  try {
    return JSON.parse(quoted ?? '""') as string;
  } catch {
    return null; // An escape that JSON does not know.
  }
}

/** The value at a path, or undefined. */
export function valueAt(root: unknown, path: string): unknown {
  let value: unknown = root;
  for (const step of parsePath(path) ?? [undefined]) {
    if (typeof step === "number") value = Array.isArray(value) ? value[step] : undefined;
    else if (step === undefined) return undefined;
    else value = property(value, step);
  }
  return value;
}
