import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimProcessPlace, createChildPlaces } from "#src/worker/process-place.ts";

test("children are numbered in the order they are started, and two of one place are told apart", () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-places-"));
  const next = createChildPlaces(claimProcessPlace(directory, undefined));
  const [first, second] = [next(), next()];
  expect([first, second]).toEqual(["0.1", "0.2"]);
  expect(claimProcessPlace(directory, first)).toBe("0.1");
  // A shell that starts two programs.
  expect(claimProcessPlace(directory, second)).toBe("0.2");
  expect(claimProcessPlace(directory, second)).toBe("0.2-2");
  expect(createChildPlaces("0.2-2")()).toBe("0.2-2.1");
});

test("a place that is none is the program itself, and a folder that is gone stops nobody", () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-places-"));
  expect(claimProcessPlace(directory, "../x")).toBe("0");
  expect(claimProcessPlace(join(directory, "gone"), "0.1")).toBe("0.1");
});
