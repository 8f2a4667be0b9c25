import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { neededKeys } from "#src/frozen/needed-keys.ts";
import { readProgramSource } from "#src/frozen/program-source.ts";

const NAMES = [
  "AI_GATEWAY_API_KEY",
  "ANTHROPIC_API_KEY",
  "AZURE_OPENAI_API_KEY",
  "CO_API_KEY",
  "CRM_PASSWORD",
  "EDITOR",
  "GEMINI_API_KEY",
  "GITHUB_TOKEN",
  "MISTRAL_API_KEY",
  "MY_SECRET_VALUE",
  "NODE_AUTH_TOKEN",
  "OPENAI_API_KEY",
];

function keysOf(found: {
  readonly args?: readonly string[];
  readonly words?: readonly string[];
  readonly packages?: readonly string[];
  readonly operations?: readonly string[];
}): string[] {
  const { args = [], words = [], packages = [], operations = [] } = found;
  const source = { words: new Set(words), packages: new Set(packages) };
  return neededKeys({ names: NAMES, args, source, operations });
}

test.each([
  ["none where nothing needs one", {}, []],
  ["what an argument refers to", { args: ["--key={env:GITHUB_TOKEN}"] }, ["GITHUB_TOKEN"]],
  [
    "what the program names, if it is a key",
    { words: ["CRM_PASSWORD", "EDITOR"] },
    ["CRM_PASSWORD"],
  ],
  [
    "what the makers of its packages ask for",
    { packages: ["@ai-sdk/openai", "@google/genai", "@mistralai/mistralai", "cohere-ai"] },
    [
      "AI_GATEWAY_API_KEY",
      "AZURE_OPENAI_API_KEY",
      "CO_API_KEY",
      "GEMINI_API_KEY",
      "MISTRAL_API_KEY",
      "OPENAI_API_KEY",
    ],
  ],
  [
    "what the services ask for that it called",
    { operations: ["anthropic.messages"] },
    ["ANTHROPIC_API_KEY"],
  ],
] as const)("a test names %s", (_, found, keys) => {
  expect(keysOf(found)).toEqual([...keys]);
});

test("a program's source is its script and what that imports of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "ao-source-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write(
    "agent.ts",
    `import OpenAI from "openai"; import "./lib/tools"; import { join } from "node:path"; new OpenAI(join);`,
  );
  write(
    "lib/tools.ts",
    `export * from "../agent.ts"; const key = process.env.CRM_PASSWORD; await import("./late.js"); require("not-there"); key;`,
  );
  write("lib/late.js", `// "GITHUB_TOKEN"\nimport "crm";`);
  write("node_modules/crm/index.js", `process.env.MY_SECRET_VALUE;`);
  write("other.ts", `process.env.NODE_AUTH_TOKEN;`);
  const { words, packages } = readProgramSource(join(folder, "agent.ts"));
  expect(["CRM_PASSWORD", "GITHUB_TOKEN"].filter((name) => words.has(name))).toHaveLength(2);
  expect(["MY_SECRET_VALUE", "NODE_AUTH_TOKEN"].filter((name) => words.has(name))).toEqual([]);
  expect([...packages].sort()).toEqual(["crm", "not-there", "openai"]);
  expect(readProgramSource(join(folder, "gone.ts"))).toEqual({
    words: new Set(),
    packages: new Set(),
  });
  rmSync(folder, { recursive: true });
});
