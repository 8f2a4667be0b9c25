// The linter refuses imports across the layers; each bad import here must be reported.
import { rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../..", import.meta.url).pathname;

describe("an import across the layers is refused", () => {
  test.each([
    ["worker", "#src/server/guard.ts"],
    ["intercept", "elysia"],
    ["providers", "#src/store/store.ts"],
    ["provenance", "#src/server/guard.ts"],
    ["store", "#src/runs/run-service.ts"],
    ["runs", "#src/server/guard.ts"],
    ["client", "#src/server/guard.ts"],
    ["server", "#src/cli/output.ts"],
    ["protocol", "#src/config/settings.ts"],
    ["cli", "../server/guard.ts"],
    ["web", "#src/cli/output.ts"],
  ])("src/%s may not import %s", (folder, target) => {
    const file = `src/${folder}/layer-probe.ts`;
    writeFileSync(root + file, `import ${JSON.stringify(target)};\n`);
    try {
      const { stdout, exitCode } = Bun.spawnSync(
        ["node_modules/.bin/oxlint", "-c", ".oxlintrc.json", file],
        { cwd: root },
      );
      expect(stdout.toString()).toContain("no-restricted-imports");
      expect(exitCode).toBe(1);
    } finally {
      rmSync(root + file);
    }
  });
});
