import { describe, expect, test } from "vitest";
import { sessionNameFor, withoutSecrets } from "#src/record/open-run.ts";

describe("names and arguments of a run", () => {
  test.each([
    ["agent.ts", "agent"],
    ["/x/y/my agent.mts", "my-agent"],
    ["../.hidden.js", "hidden"],
    ["ünïcode.tsx", "n-code"],
    ["...", "program"],
    [`${"a".repeat(80)}.ts`, "a".repeat(64)],
  ])("a session of %s is named %s", (script, name) => {
    expect(sessionNameFor(script)).toBe(name);
  });

  test("a secret of the environment in an argument becomes a reference to its variable", () => {
    const environment = { OPENAI_API_KEY: "sk-1234567890", HOME: "/home/user", MY_TOKEN: "short" };
    expect(withoutSecrets(["--key=sk-1234567890", "/home/user", "short"], environment)).toEqual([
      "--key={env:OPENAI_API_KEY}",
      "/home/user",
      "short",
    ]);
  });

  test("nothing is left of a secret that begins with another", () => {
    const environment = {
      OPENAI_API_KEY: "sk-1234567890",
      PROJECT_API_KEY: "sk-1234567890-abcdef",
    };
    expect(withoutSecrets(["--key=sk-1234567890-abcdef"], environment)).toEqual([
      "--key={env:PROJECT_API_KEY}",
    ]);
  });
});
