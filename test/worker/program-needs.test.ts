import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { guessNeeds } from "#src/worker/program-needs.ts";

const directory = mkdtempSync(join(tmpdir(), "ao-needs-"));
writeFileSync(join(directory, "plain.ts"), "export const plain = 1;");
writeFileSync(join(directory, "client.ts"), 'import http from "node:http"; export { http };');

describe("guessNeeds() may only say no where it is certain", () => {
  test.each([
    ["an empty script", "", false],
    [
      "harmless modules",
      'import { dirname, join } from "node:path"; import fs from "fs"; join(""); fs;',
      false,
    ],
    ["fetch alone", 'await fetch("http://x")', false],
    ["a relative file without any", 'import { plain } from "./plain.ts"; plain;', false],
    ["http in the file itself", 'import http from "http"; http;', true],
    ["http one file further", 'import { http } from "./client.ts"; http;', true],
    ["a package", 'import OpenAI from "openai"; OpenAI;', true],
    ["require", 'const http = require("node:https"); http;', true],
    ["a computed require", 'const name = "ht" + "tp"; require(name);', true],
    ["a computed import", 'const name = "ht" + "tp"; await import(name);', true],
    ["getBuiltinModule", 'process.getBuiltinModule("http");', true],
    ["a worker", 'new Worker("x.ts");', true],
    ["child processes", 'import { spawn } from "child_process"; spawn;', true],
    ["a file that is not there", 'import "./gone.ts";', true],
    ["a syntax error", "const = ;", true],
  ])("%s", (_, source, expected) => {
    const entry = join(directory, "entry.ts");
    writeFileSync(entry, source);
    expect(guessNeeds(entry).builtins).toBe(expected);
  });
});

describe("undici and node-fetch are covered where they may be used", () => {
  const project = mkdtempSync(join(tmpdir(), "ao-needs-"));
  const entry = join(project, "src", "entry.ts");
  const lay = (source: string): void => {
    mkdirSync(dirname(entry), { recursive: true });
    writeFileSync(join(project, "src", "other.ts"), 'import { request } from "undici"; request;');
    writeFileSync(entry, source);
  };

  test.each([
    ["named in the entry", 'import { fetch } from "undici"; fetch;', true],
    ["named in a file it imports", 'import "openai"; import "./other.ts";', true],
    ["a package, and none installed", 'import "openai";', false],
    ["nothing but fetch", "await fetch(location.href);", false],
    ["a computed import", "await import(name);", true],
  ])("%s", (_, source, expected) => {
    lay(source);
    expect(guessNeeds(entry).fetchLibraries).toBe(expected);
  });

  test("a package, and one installed in a folder above", () => {
    lay('import "openai";');
    mkdirSync(join(project, "node_modules", "undici"), { recursive: true });
    expect(guessNeeds(entry).fetchLibraries).toBe(true);
  });
});

describe("node:crypto is covered where it may be used", () => {
  test.each([
    ["an empty script", "", false],
    ["the global alone", "crypto.randomUUID();", false],
    ["an import", 'import { randomUUID } from "node:crypto"; randomUUID();', true],
    ["an import without a prefix", 'import crypto from "crypto"; crypto;', true],
    ["a package, which may import it", 'import OpenAI from "openai"; OpenAI;', true],
  ])("%s", (_, source, expected) => {
    const entry = join(directory, "entry.ts");
    writeFileSync(entry, source);
    expect(guessNeeds(entry).nodeCrypto).toBe(expected);
  });
});
