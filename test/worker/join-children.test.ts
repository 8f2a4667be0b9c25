import { expect, test } from "vitest";
import { COMMANDS } from "#src/cli/program.ts";
import { AO_COMMAND } from "#src/worker/join-children.ts";

/** Commands that Bun has, too: a program that starts its own runtime with one means Bun's. */
const BUNS = ["test", "rm"];

test("a recorded program can call each command of ao that is none of Bun's", () => {
  const names = Object.keys(COMMANDS).filter((name) => COMMANDS[name]?.hidden !== true);
  expect(names.filter((name) => !AO_COMMAND.test(name)).sort()).toEqual(BUNS.sort());
});
