import { afterEach, expect, test } from "vitest";
import { captureCallSite } from "#src/intercept/location.ts";

const { prepareStackTrace } = Error;
afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

test("a program's own formatter of stacks is not called, and hides no place", () => {
  let calls = 0;
  const format = (): string => {
    calls += 1;
    return "formatted";
  };
  Error.prepareStackTrace = format;
  const { location } = captureCallSite();
  expect(location?.file).toContain("location.test.ts");
  expect(calls).toBe(0);
  expect(Error.prepareStackTrace).toBe(format);
});

test("the program's limit of stacks stays as it is", () => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  expect(captureCallSite().location?.file).toContain("location.test.ts");
  expect(Error.stackTraceLimit).toBe(0);
  Error.stackTraceLimit = stackTraceLimit;
});

test("frozen built-ins are left alone, and the place is found within what they allow", () => {
  const child = Bun.spawnSync([
    process.execPath,
    "-e",
    'import { captureCallSite } from "#src/intercept/location.ts"; Object.freeze(Error); console.log(captureCallSite().stack !== undefined);',
  ]);
  expect(child.stdout.toString()).toBe("true\n");
});
