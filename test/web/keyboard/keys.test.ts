import { expect, test } from "vitest";
import { nameOf, type Pressed } from "#src/web/keyboard/keys.ts";

const NONE: Pressed = {
  key: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isAltGraph: false,
  isCapsLock: false,
};

test.each<[string, Partial<Pressed>, string | null]>([
  ["r", {}, "r"],
  ["R", { shiftKey: true }, "R"],
  ["R", { isCapsLock: true }, "r"],
  ["r", { isCapsLock: true, shiftKey: true }, "R"],
  ["?", { shiftKey: true }, "?"],
  ["[", { isAltGraph: true, ctrlKey: true, altKey: true }, "["],
  ["e", { isAltGraph: true, ctrlKey: true, altKey: true }, null],
  ["k", { ctrlKey: true }, "Mod+k"],
  ["k", { metaKey: true }, "Mod+k"],
  ["r", { ctrlKey: true }, "Mod+r"],
  ["j", { altKey: true }, null],
  ["Enter", {}, "Enter"],
])("%s with %j is %j", (key, modifiers, name) => {
  expect(nameOf({ ...NONE, key, ...modifiers })).toBe(name);
});
