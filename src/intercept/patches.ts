// The one registry of global patches. Runs in the user's process: a replacement looks like the
// function it stands for (name, length, own properties and their order, source text), and undoing
// restores the very descriptor.
import { wearFace } from "./faces.ts";

// Captured at load: programs patch these.
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Object;
const { deleteProperty, ownKeys } = Reflect;
const NativeProxy = Proxy;

/** A function of whatever signature; callers cast where they know it. */
export type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/** A function that has its receiver, and takes whatever the program gives it. */
export type BoundFunction = (...values: unknown[]) => unknown;

/** A function with its receiver, whatever the program has made of `bind`. */
export const bindTo = Function.prototype.call.bind(Function.prototype.bind) as (
  target: AnyFunction,
  receiver: unknown,
) => BoundFunction;

/** The patches of one installation. */
export interface Patches {
  /**
   * Puts `replace(real)` in the place of the function `owner[key]`. Does nothing, and says so by
   * false, where there is no such function or the property cannot be changed.
   */
  patch<Real extends AnyFunction>(
    owner: object,
    key: string,
    replace: (real: Real) => Real,
  ): boolean;
  /**
   * The same for a function that needs its receiver: `replace(real)` is a method, in the short form that
   * makes no constructor. A receiver that `real` refuses is refused by `real`, called last: that leaves
   * no frame of the method.
   */
  patchMethod(
    owner: object,
    key: string,
    replace: (real: AnyFunction) => (this: unknown, ...values: unknown[]) => unknown,
  ): boolean;
  /** The same for a class: a proxy prints as one, and is the real one in all that the traps leave. */
  patchClass<Real extends object>(
    owner: object,
    key: string,
    traps: (real: Real) => ProxyHandler<Real>,
  ): boolean;
  /** Undoes all patches, last first; one that somebody has patched over since is left alone. */
  restore(): void;
}

/** A registry of its own, so that whoever patches can undo just that. */
export function createPatches(): Patches {
  const undo: (() => void)[] = [];
  const put = (owner: object, key: string, replace: (real: AnyFunction) => unknown): boolean => {
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (typeof descriptor?.value !== "function") return false;
    if (!descriptor.configurable && !descriptor.writable) return false;
    const value = replace(descriptor.value as AnyFunction);
    defineProperty(owner, key, { ...descriptor, value });
    undo.push(() => {
      const current = getOwnPropertyDescriptor(owner, key);
      if (current?.value === value) defineProperty(owner, key, descriptor);
    });
    return true;
  };
  return {
    patch: <Real extends AnyFunction>(owner: object, key: string, replace: (real: Real) => Real) =>
      put(owner, key, (real) => disguise(replace(real as Real), real)),
    patchMethod: (owner, key, replace) =>
      put(owner, key, (real) => disguiseMethod(replace(real), real)),
    patchClass: <Real extends object>(
      owner: object,
      key: string,
      traps: (real: Real) => ProxyHandler<Real>,
    ) => put(owner, key, (real) => disguisedProxy(real as unknown as Real, traps)),
    restore: () => {
      for (let step = undo.pop(); step !== undefined; step = undo.pop()) step();
    },
  };
}

/**
 * `replacement` as a function that cannot be told from `real` by its name, length, own properties
 * or source text. A bound function is no constructor, and leaves no frame; it costs nothing measurable
 * per call. Its `this` is lost, so the replacement must not need one.
 */
export function disguise<Real extends AnyFunction>(replacement: Real, real: Real): Real {
  defineProperty(replacement, "name", { value: real.name, configurable: true });
  return disguiseMethod(bindTo(replacement, undefined), real) as Real;
}

/** A method in the short form as a function that cannot be told from `real`. */
export function disguiseMethod(method: AnyFunction, real: AnyFunction): AnyFunction {
  // All of them: they come anew in the order of the real ones.
  for (const key of ownKeys(method)) deleteProperty(method, key);
  for (const key of ownKeys(real)) {
    const descriptor = getOwnPropertyDescriptor(real, key);
    if (descriptor !== undefined) defineProperty(method, key, descriptor);
  }
  const prototype: unknown = getPrototypeOf(real);
  if (getPrototypeOf(method) !== prototype) setPrototypeOf(method, prototype as object | null);
  wearFace(method, real);
  return method;
}

/** A proxy of `real` that has its source text. */
export function disguisedProxy<Real extends object>(
  real: Real,
  traps: (real: Real) => ProxyHandler<Real>,
): Real {
  const proxy = new NativeProxy(real, traps(real));
  wearFace(proxy, real);
  return proxy;
}
