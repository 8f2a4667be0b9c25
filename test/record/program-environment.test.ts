import { describe, expect, test } from "vitest";
import { environmentNames, missingKeys, withSecrets } from "#src/record/program-environment.ts";

describe("environmentNames()", () => {
  test("names what is set, and nothing that ao or the runtime sets", () => {
    const environment = { B: "1", A: "", GONE: undefined, AO_RUN_ID: "r", BUN_BE_BUN: "1" };
    expect(environmentNames(environment)).toEqual(["A", "B"]);
  });
});

describe("missingKeys()", () => {
  const recorded = ["HOME", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GITHUB_TOKEN", "PWD"];
  test("gives a stand-in for each key that was there and is not, and for nothing else", () => {
    const now = { HOME: "/h", ANTHROPIC_API_KEY: "", GITHUB_TOKEN: "ghp_12345678" };
    expect(missingKeys(recorded, now)).toEqual([
      { name: "OPENAI_API_KEY", value: "ao-placeholder-OPENAI_API_KEY" },
      { name: "ANTHROPIC_API_KEY", value: "ao-placeholder-ANTHROPIC_API_KEY" },
    ]);
  });
});

describe("withSecrets()", () => {
  const names = ["OPENAI_API_KEY", "HOME"];
  const environment = { OPENAI_API_KEY: "sk-$&-1", HOME: "/h", OTHER_KEY: "no" };
  test.each([
    ["--key={env:OPENAI_API_KEY}!", "--key=sk-$&-1!"],
    ["{env:HOME}", "{env:HOME}"],
    ["{env:OTHER_KEY}", "{env:OTHER_KEY}"],
    ["{env:not a name}", "{env:not a name}"],
  ])("%s becomes %s", (argument, expected) => {
    expect(withSecrets([argument], names, environment)).toEqual([expected]);
  });

  test("leaves the reference where the variable is gone", () => {
    expect(withSecrets(["{env:OPENAI_API_KEY}"], names, {})).toEqual(["{env:OPENAI_API_KEY}"]);
  });
});
