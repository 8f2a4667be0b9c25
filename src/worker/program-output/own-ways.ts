// Which values run code of the program when Bun's console prints them. Runs in the user's process, and
// runs nothing of the program's to find out: no getter, no trap of a proxy, no method.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type * as NodeTypes from "node:util/types";

/** Deeper than the console shows. */
const DEEPEST = 5;
/** A value of more parts is taken for one that runs something. */
const MOST_PARTS = 20_000;
/** Of an array, the console shows so many elements. */
export const SHOWN_ELEMENTS = 101;
const DEEPEST_DATA = 20;

const INSPECT = Symbol.for("nodejs.util.inspect.custom");
const { isArray } = Array;
const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const isView = ArrayBuffer.isView.bind(ArrayBuffer);
const objectPrototype: unknown = Object.prototype;
const functionPrototype: unknown = Function.prototype;
export const eachOfMap = Map.prototype.forEach;
export const eachOfSet = Set.prototype.forEach;

/** By which method a kind of value is printed. */
interface Kind {
  readonly prototype: object;
  readonly key: PropertyKey;
  readonly real: unknown;
}

const kindOf = (prototype: object, key: PropertyKey): Kind => ({
  prototype,
  key,
  real: getOwnPropertyDescriptor(prototype, key)?.value,
});
const DATE = kindOf(Date.prototype, "toJSON");
const REG_EXP = kindOf(RegExp.prototype, "toString");
const MAP = kindOf(Map.prototype, Symbol.iterator);
const SET = kindOf(Set.prototype, Symbol.iterator);

/** The runtime's own, which run nothing of the program's. */
const NATIVE_INSPECTS = new Set(
  [Buffer.prototype, URL.prototype, URLSearchParams.prototype].map(
    (prototype) => getOwnPropertyDescriptor(prototype, INSPECT)?.value as unknown,
  ),
);

let types: typeof NodeTypes | null = null;

/** Loaded with the first object that is printed. */
export function typesOf(): typeof NodeTypes {
  return (types ??= builtinModule<typeof NodeTypes>("node:util/types"));
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** True where printing the value, with all that it holds, runs nothing of the program's. */
export function isHarmless(value: unknown): boolean {
  if (!isObject(value)) return true;
  const seen = new Set<object>();
  const check = (part: unknown, depth: number): boolean => {
    if (!isObject(part) || seen.has(part)) return true;
    if (seen.size === MOST_PARTS || hasOwnWay(part)) return false;
    seen.add(part);
    return depth > DEEPEST || partsOf(part).every((each) => check(each, depth + 1));
  };
  return check(value, 0);
}

/** True where printing this very value runs, or may run, code of the program. */
export function hasOwnWay(value: object): boolean {
  const { isProxy, isDate, isRegExp, isMap, isSet, isBoxedPrimitive } = typesOf();
  for (let owner: object | null = value; owner !== null; owner = getPrototypeOf(owner)) {
    if (isProxy(owner)) return true;
    const inspect = getOwnPropertyDescriptor(owner, INSPECT);
    if (inspect !== undefined && !NATIVE_INSPECTS.has(inspect.value)) return true;
  }
  // An element of React's.
  if (getOwnPropertyDescriptor(value, "$$typeof") !== undefined) return true;
  if (isDate(value)) return !isPristine(value, DATE);
  if (isRegExp(value)) return !isPristine(value, REG_EXP);
  if (isMap(value)) return !isPristine(value, MAP);
  if (isSet(value)) return !isPristine(value, SET);
  return isBoxedPrimitive(value);
}

/** True where no class of the program, nor the program itself, has changed by what the value is printed. */
function isPristine(value: object, { prototype, key, real }: Kind): boolean {
  if (getPrototypeOf(value) !== prototype) return false;
  if (getOwnPropertyDescriptor(prototype, key)?.value !== real) return false;
  return getOwnPropertyDescriptor(value, key) === undefined;
}

/** What the console shows of a value that has no way of its own. */
function partsOf(value: object): readonly unknown[] {
  const { isNativeError, isMap, isSet } = typesOf();
  // Asked for its names, an error would make its stack, for which the program may have a function; and
  // what it holds is printed without its own ways.
  if (isView(value) || isNativeError(value)) return [];
  if (isArray(value)) return elementsOf(value);
  const parts: unknown[] = [];
  if (isMap(value)) {
    apply(eachOfMap, value, [(held: unknown, key: unknown) => void parts.push(key, held)]);
  }
  if (isSet(value)) apply(eachOfSet, value, [(held: unknown) => void parts.push(held)]);
  for (let owner: object | null = value; owner !== null; owner = getPrototypeOf(owner)) {
    if (owner === objectPrototype || owner === functionPrototype) break;
    for (const key of ownKeys(owner)) parts.push(getOwnPropertyDescriptor(owner, key)?.value);
  }
  return parts;
}

/** As many as the console shows. */
export function elementsOf(array: readonly unknown[]): unknown[] {
  const elements: unknown[] = [];
  const shown = Math.min(array.length, SHOWN_ELEMENTS);
  for (let index = 0; index < shown; index++) {
    elements.push(getOwnPropertyDescriptor(array, index)?.value);
  }
  return elements;
}

/** True where `JSON.stringify()` runs no code of the program. */
export function isPlainData(value: unknown, depth = 0): boolean {
  if (!isObject(value)) return true;
  if (depth > DEEPEST_DATA || typesOf().isProxy(value)) return false;
  const prototype = getPrototypeOf(value);
  const isPlain = isArray(value) ? prototype === Array.prototype : prototype === objectPrototype;
  if (!isPlain || dataProperty(value, "toJSON") !== undefined) return false;
  return ownKeys(value).every((key) => {
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !("value" in descriptor)) return false;
    return isPlainData(descriptor.value, depth + 1);
  });
}

/** The value's data property of that name, its own or inherited; undefined where code would run. */
export function dataProperty(value: object, key: PropertyKey): unknown {
  for (let owner: object | null = value; owner !== null; owner = getPrototypeOf(owner)) {
    if (typesOf().isProxy(owner)) return undefined;
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (descriptor !== undefined) return descriptor.value;
  }
  return undefined;
}

/** The name of its class. */
export function className(value: object): string {
  if (typesOf().isProxy(value)) return "Proxy";
  const constructor = dataProperty(value, "constructor");
  const name = isObject(constructor) ? dataProperty(constructor, "name") : undefined;
  return typeof name === "string" && name !== "" ? name : "Object";
}
