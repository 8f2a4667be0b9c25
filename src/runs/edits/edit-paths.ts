// Places inside a JSON document that an edit names: is there something, may something be added, and
// what is there instead. Pure.
import { isObject, joinPath, parsePath } from "#src/protocol/json.ts";

export type Steps = readonly (string | number)[];

/** `there`: has a value. `addable`: would be a new key, or one past an array's end. */
export type PlaceState = "there" | "addable" | "nowhere";

/** The steps of a path; null where it is none, or names no place inside. */
export function stepsOf(path: string): Steps | null {
  const steps = parsePath(path);
  return steps === null || steps.length === 0 ? null : steps;
}

/** Whether `steps` lead to something in `root`. */
export function placeState(root: unknown, steps: Steps): PlaceState {
  const reached = reach(root, steps);
  if (reached.depth === steps.length) return "there";
  if (reached.depth < steps.length - 1) return "nowhere";
  const last = steps.at(-1);
  if (Array.isArray(reached.value)) return last === reached.value.length ? "addable" : "nowhere";
  return isObject(reached.value) && typeof last === "string" ? "addable" : "nowhere";
}

/** How far `steps` lead, and what is there. */
export function reach(
  root: unknown,
  steps: Steps,
): { readonly depth: number; readonly value: unknown } {
  let value = root;
  for (const [depth, step] of steps.entries()) {
    if (typeof step === "number" && Array.isArray(value) && step < value.length) {
      value = value[step];
    } else if (typeof step === "string" && isObject(value) && Object.hasOwn(value, step)) {
      value = value[step];
    } else return { depth, value };
  }
  return { depth: steps.length, value };
}

/** A copy of `root` with `value` at `steps`, which must be there or addable; shares what is unchanged. */
export function withValueAt(root: unknown, steps: Steps, value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list: readonly unknown[] = Array.isArray(root) ? root : [];
    const changed = withValueAt(list[step], rest, value);
    return step < list.length ? list.with(step, changed) : [...list, changed];
  }
  const object = isObject(root) ? root : {};
  const member = Object.hasOwn(object, step) ? object[step] : undefined;
  return { ...object, [step]: withValueAt(member, rest, value) };
}

/** The paths one step below the deepest place that `steps` lead to. */
export function pathsNear(root: unknown, steps: Steps): string[] {
  let { depth, value } = reach(root, steps);
  // A text or a number has none: those beside it.
  if (typeof value !== "object" || value === null) {
    depth = Math.max(0, depth - 1);
    ({ value } = reach(root, steps.slice(0, depth)));
  }
  const at = steps.slice(0, depth).reduce<string>((path, step) => joinPath(path, step), "");
  const below: readonly (string | number)[] = Array.isArray(value)
    ? [...value.keys()]
    : Object.keys(isObject(value) ? value : {});
  return below.map((step) => joinPath(at, step));
}
