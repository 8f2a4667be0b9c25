// The one registry of global patches. Runs in the user's process: a replacement looks like the
// function it stands for (name, length, own properties, native source text), and undoing restores
// the very descriptor.

// Captured at load: programs patch these.
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;

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
  /** Undoes all patches, last first; one that somebody has patched over since is left alone. */
  restore(): void;
}

/** A registry of its own, so that whoever patches can undo just that. */
export function createPatches(): Patches {
  const undo: (() => void)[] = [];
  return {
    patch: (owner, key, replace) => {
      const descriptor = getOwnPropertyDescriptor(owner, key);
      if (typeof descriptor?.value !== "function") return false;
      if (!descriptor.configurable && !descriptor.writable) return false;
      const real = descriptor.value as Parameters<typeof replace>[0];
      const value = disguise(replace(real), real);
      defineProperty(owner, key, { ...descriptor, value });
      undo.push(() => {
        const current = getOwnPropertyDescriptor(owner, key);
        if (current?.value === value) defineProperty(owner, key, descriptor);
      });
      return true;
    },
    restore: () => {
      for (let step = undo.pop(); step !== undefined; step = undo.pop()) step();
    },
  };
}

/**
 * `replacement` as a function that cannot be told from `real` by its name, length, own properties
 * or source text. A bound function prints as native code under its target's name, is no
 * constructor, and leaves no frame; it costs nothing measurable per call. Its `this` is lost, so
 * the replacement must not need one.
 */
export function disguise<Real extends AnyFunction>(replacement: Real, real: Real): Real {
  defineProperty(replacement, "name", { value: real.name, configurable: true });
  const bound: AnyFunction = bindTo(replacement, undefined);
  for (const key of ownKeys(bound)) {
    if (!(key in real)) Reflect.deleteProperty(bound, key);
  }
  for (const key of ownKeys(real)) {
    const descriptor = getOwnPropertyDescriptor(real, key);
    if (descriptor !== undefined) defineProperty(bound, key, descriptor);
  }
  return bound as Real;
}
