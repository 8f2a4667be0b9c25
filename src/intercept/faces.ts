// Gives ao's functions the source text of those they stand for. Runs in the user's process. Some of the
// runtime's functions have a text of their own (those of `node:fs`), and some replacements have one that
// a native function has not: a proxy, and a function that is given its receiver.

// Captured at load: programs patch these.
const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const functionPrototype = Function.prototype;
const nativeText = functionPrototype.toString;

const faces = new WeakMap<object, object>();
const faceOf = faces.get.bind(faces) as (value: unknown) => object | undefined;
const giveFace = faces.set.bind(faces);
let isInstalled = false;

/** From now on the text of `replacement` is that of `real`. */
export function wearFace(replacement: object, real: object): void {
  if (!isInstalled) installText();
  giveFace(replacement, faceOf(real) ?? real);
}

/**
 * Looks up whose text is meant. What it calls last leaves no frame of it: a receiver that is no function
 * is refused as ever.
 */
function installText(): void {
  isInstalled = true;
  const descriptor = getOwnPropertyDescriptor(functionPrototype, "toString");
  const { toString } = {
    toString(this: unknown): unknown {
      return apply(nativeText, faceOf(this) ?? this, []);
    },
  };
  giveFace(toString, nativeText);
  defineProperty(functionPrototype, "toString", { ...descriptor, value: toString });
}
