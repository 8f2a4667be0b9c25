import { expect, test } from "vitest";
import { type AnyFunction, createPatches } from "#src/intercept/patches.ts";

test("a replacement looks like the function it stands for, and is undone to the very descriptor", () => {
  const owner = globalThis as unknown as Record<string, AnyFunction>;
  const real = Object.getOwnPropertyDescriptor(owner, "fetch");
  const patches = createPatches();
  expect(patches.patch(owner, "fetch", () => () => "replaced")).toBe(true);
  const patched = Object.getOwnPropertyDescriptor(owner, "fetch");
  expect({ ...patched, value: null }).toEqual({ ...real, value: null });
  const { fetch: replaced } = owner;
  expect(replaced).not.toBe(real?.value);
  expect(Object.getOwnPropertyDescriptors(replaced)).toEqual(
    Object.getOwnPropertyDescriptors(real?.value),
  );
  expect(String(replaced)).toBe(String(real?.value));
  expect(Function.prototype.toString.call(replaced)).toBe("function fetch() { [native code] }");
  patches.restore();
  expect(Object.getOwnPropertyDescriptor(owner, "fetch")).toEqual(real);
});

test("restoring leaves alone what somebody has patched over since", () => {
  const owner = { call: () => "real" };
  const patches = createPatches();
  patches.patch(owner, "call", (real) => () => `ao ${real()}`);
  const { call } = owner;
  const theirs = () => `theirs ${call()}`;
  owner.call = theirs;
  patches.restore();
  expect(owner.call).toBe(theirs);
  expect(owner.call()).toBe("theirs ao real");
});

test.each([
  ["no function", { key: 1 }],
  ["nothing", {}],
  ["frozen", Object.freeze({ key: () => 1 })],
])("%s is not patched", (_name, owner) => {
  const patches = createPatches();
  expect(patches.patch(owner, "key", (real) => real)).toBe(false);
  patches.restore();
});
