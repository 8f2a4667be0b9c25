// Test settings; kept here because the top level holds no configuration files of tools.
// `unit` needs nothing; `e2e` drives dist/ao, which it builds first; `browser` also needs Chromium.
import { defineConfig } from "vitest/config";

const shared = { pool: "forks", testTimeout: 30_000, hookTimeout: 60_000 } as const;
const executableTests = ["test/e2e/**/*.test.ts", "test/corpus/**/*.test.ts"];
const browserTests = ["test/browser/**/*.test.ts"];

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...executableTests, ...browserTests],
        },
      },
      {
        test: {
          ...shared,
          name: "e2e",
          include: executableTests,
          globalSetup: ["test/support/build-executable.ts"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: "browser",
          include: browserTests,
          globalSetup: ["test/support/build-executable.ts", "test/support/chromium.ts"],
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
