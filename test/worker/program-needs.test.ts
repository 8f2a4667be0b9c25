import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mayNeedBuiltins } from "#src/worker/program-needs.ts";

const directory = mkdtempSync(join(tmpdir(), "ao-needs-"));
writeFileSync(join(directory, "plain.ts"), "export const plain = 1;");
writeFileSync(join(directory, "client.ts"), 'import http from "node:http"; export { http };');

describe("mayNeedBuiltins() may only say no where it is certain", () => {
  test.each([
    ["an empty script", "", false],
    [
      "harmless modules",
      'import { join } from "node:path"; import fs from "fs"; join(""); fs;',
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
    expect(mayNeedBuiltins(entry)).toBe(expected);
  });
});
