import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings } from "#src/config/settings.ts";
import { newTarget, openRun, sessionNameFor, withoutSecrets } from "#src/record/open-run.ts";

test.each(["manifest.json", "owner.jsonl"])(
  "a run whose %s cannot be written leaves nothing",
  (name) => {
    const home = mkdtempSync(join(tmpdir(), "ao-open-run-"));
    const settings = readSettings({ AO_HOME: home });
    const { spool } = settings.directories;
    // As a full disk does, it lets the folder be made, and refuses what goes in.
    mkdirSync(join(spool, "r00000000001", name), { recursive: true });
    const determinism = { seed: null, clock: "real", readings_file: null } as const;
    const target = { ...newTarget("agent"), runId: "r00000000001" };
    const open = () =>
      openRun(settings, target, { script: "a.ts", args: [], seed: null, determinism });
    expect(open).toThrow();
    expect(existsSync(join(spool, "r00000000001"))).toBe(false);
    expect(readdirSync(spool)).toEqual([]);
    rmSync(home, { recursive: true });
  },
);

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
