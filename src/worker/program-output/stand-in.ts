// What is shown in the copy of the program's output for a value that has a way of its own to be printed:
// that way is the program's code, and runs when the console prints it, once. A stand-in has the name of
// the value's class and what the value holds. Runs in the user's process; runs no code of the program.
import {
  className,
  eachOfMap,
  eachOfSet,
  elementsOf,
  hasOwnWay,
  isHarmless,
  isObject,
  typesOf,
} from "./own-ways.ts";

/** Deeper than the console shows. */
const DEEPEST = 5;
const MOST_PARTS = 2000;

const { isArray } = Array;
const { apply, getOwnPropertyDescriptor } = Reflect;
const { defineProperty, keys } = Object;
const isView = ArrayBuffer.isView.bind(ArrayBuffer);

/** The value itself where it can be printed a second time unnoticed, else what stands for it. */
export function harmless(value: unknown): unknown {
  return isHarmless(value) ? value : new Copy().of(value, 0);
}

/** For a table, which asks its rows for what their getters and iterators give: rows that have none. */
export function harmlessRows(rows: object): object {
  const copy = new Copy();
  const row = (value: unknown): unknown => {
    const shown = copy.of(value, 1);
    return isObject(shown) && !isArray(shown) ? copy.standIn(shown, 1) : shown;
  };
  const { isMap, isSet, isProxy } = typesOf();
  if (isProxy(rows) || isMap(rows) || isSet(rows)) return copy.of(rows, 0) as object;
  if (isArray(rows)) return elementsOf(rows).map((value) => row(value));
  const table = {};
  for (const key of keys(rows)) {
    const value = row(getOwnPropertyDescriptor(rows, key)?.value);
    defineProperty(table, key, { value, enumerable: true });
  }
  return table;
}

/** A copy of a value, in which what was one object is one. */
class Copy {
  readonly #made = new Map<object, unknown>();

  of(value: unknown, depth: number): unknown {
    if (!isObject(value)) return value;
    const known = this.#made.get(value);
    if (known !== undefined) return known;
    if (this.#made.size === MOST_PARTS) return {};
    const { isProxy, isNativeError, isMap, isSet } = typesOf();
    if (isProxy(value)) return this.standIn(value, depth);
    if (isMap(value)) return this.#map(value, depth);
    if (isSet(value)) return this.#set(value, depth);
    if (isArray(value)) return this.#array(value, depth);
    const isWhole = isView(value) || isNativeError(value) || typeof value === "function";
    if ((isWhole || isNative(value)) && !hasOwnWay(value)) return value;
    return this.standIn(value, depth);
  }

  #map(map: Map<unknown, unknown>, depth: number): Map<unknown, unknown> {
    const copy = new Map<unknown, unknown>();
    this.#made.set(map, copy);
    const add = (held: unknown, key: unknown): void =>
      void copy.set(this.of(key, depth + 1), this.of(held, depth + 1));
    apply(eachOfMap, map, [add]);
    return copy;
  }

  #set(set: Set<unknown>, depth: number): Set<unknown> {
    const copy = new Set<unknown>();
    this.#made.set(set, copy);
    apply(eachOfSet, set, [(held: unknown) => void copy.add(this.of(held, depth + 1))]);
    return copy;
  }

  #array(array: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    this.#made.set(array, copy);
    for (const held of elementsOf(array)) copy.push(this.of(held, depth + 1));
    copy.length = array.length;
    return copy;
  }

  /** The class of the value, and what it holds itself. */
  standIn(value: object, depth: number): object {
    const copy = {};
    this.#made.set(value, copy);
    const name = className(value);
    if (name !== "Object") defineProperty(copy, Symbol.toStringTag, { value: name });
    if (typesOf().isProxy(value) || depth > DEEPEST) return copy;
    for (const key of namesOf(value)) {
      const descriptor = getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined) continue;
      const held = "value" in descriptor ? this.of(descriptor.value, depth + 1) : "[Getter]";
      defineProperty(copy, key, { value: held, enumerable: true });
    }
    return copy;
  }
}

/** Dates and patterns, whose contents are no properties. */
function isNative(value: object): boolean {
  const { isDate, isRegExp, isPromise } = typesOf();
  return isDate(value) || isRegExp(value) || isPromise(value);
}

function namesOf(value: object): readonly string[] {
  // Asked for all its names, an error would make its stack, for which the program may have a function.
  if (typesOf().isNativeError(value)) return ["message"];
  // With that one, the copy would be an element of React's, too.
  return keys(value).filter((name) => name !== "$$typeof");
}
