// What `ao types` writes, as TypeScript and plain runtimes take it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run } from "#test/support/run-ao.ts";

const main = new URL("../../src/main.ts", import.meta.url).pathname;
const bin = new URL("../../node_modules/.bin", import.meta.url).pathname;
let project = "";
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "ao-types-"));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
}

const USE = `import { type LogOptions, log, subrun } from "ao";
const options: LogOptions = { success: true };
export const one: Promise<number> = subrun("a", () => 1);
export const two: Promise<string> = subrun("b", async () => "x");
log({ any: "thing" }, options);
log(1n);
`;

/** TypeScript must refuse each of these lines. */
const MISUSE = `import { log, subrun } from "ao";
// @ts-expect-error A name is text.
void subrun(3, () => 1);
// @ts-expect-error There must be a function.
void subrun("a");
// @ts-expect-error It gives what the function gives.
export const wrong: Promise<string> = subrun("a", () => 1);
// @ts-expect-error Satisfactory or not.
log("x", { success: "yes" });
`;

async function ao(...words: string[]) {
  return (await run([process.execPath, main, ...words], { cwd: project })).exitCode;
}

async function check() {
  const { stdout, stderr, exitCode } = await run([join(bin, "tsc"), "-p", project]);
  return { output: stdout + stderr, exitCode };
}

describe("a strict project", () => {
  describe.each([
    ["the package", []],
    ["a declaration of its own", ["--declaration", "types/ao.d.ts"]],
  ])("with %s", (_, more) => {
    test.each([
      ["ESNext", "bundler"],
      ["Node16", "node16"],
      ["NodeNext", "nodenext"],
    ])("type-checks, TypeScript and JavaScript, as %s", async (module, moduleResolution) => {
      write({
        "package.json": "{}",
        "use.mts": USE,
        "use.cts": USE,
        "misuse.mts": MISUSE,
        "use.mjs": `import { subrun } from "ao";\n/** @type {number} */\nexport const n = await subrun("a", () => 1);\n`,
        "tsconfig.json": JSON.stringify({
          compilerOptions: {
            module,
            moduleResolution,
            target: "ES2022",
            lib: ["ES2022"],
            types: [],
            strict: true,
            exactOptionalPropertyTypes: true,
            checkJs: true,
            noEmit: true,
          },
        }),
      });
      expect(await ao("types", project, ...more)).toBe(0);
      expect(await check()).toEqual({ output: "", exitCode: 0 });
    });
  });
});

describe("without ao record", () => {
  const esm = `import { log, subrun } from "ao";
log("ignored", { success: false });
console.log(await subrun("a", async () => subrun("b", () => "ran")));
await subrun("", () => 1).catch((error) => console.log(String(error)));
`;
  const commonJs = `const { log, subrun } = require("ao");
log("ignored");
subrun("a", () => "ran").then(console.log);
`;
  test.each([
    ["bun", "m.mjs", esm],
    ["node", "m.mjs", esm],
    ["bun", "c.cjs", commonJs],
    ["node", "c.cjs", commonJs],
  ])("a program runs under %s: %s", async (runtime, name, program) => {
    write({ "package.json": "{}", [name]: program });
    expect(await ao("types", project)).toBe(0);
    const command = runtime === "bun" ? [process.execPath] : ["node"];
    const { stdout, stderr } = await run([...command, name], { cwd: project });
    expect(stderr).toBe("");
    const refused =
      "TypeError: Cannot start a subrun: its name must have 1 to 200 characters, not 0\n";
    expect(stdout).toBe(name === "m.mjs" ? `ran\n${refused}` : "ran\n");
  });
});

describe("what ao did not write", () => {
  test.each([
    ["a package", "node_modules/ao/package.json", '{"name":"ao"}', []],
    ["a folder", "node_modules/ao/index.js", "1", []],
    ["a file", "ao.d.ts", "export {};\n", ["--declaration", "ao.d.ts"]],
  ])("stays: %s", async (_, name, text, more) => {
    write({ [name]: text });
    expect(await ao("types", project, ...more)).toBe(1);
    expect(readFileSync(join(project, name), "utf8")).toBe(text);
  });

  test("what it did write is written anew", async () => {
    for (const more of [[], ["--declaration", "ao.d.ts"]]) {
      expect(await ao("types", project, ...more)).toBe(0);
      expect(await ao("types", project, ...more)).toBe(0);
    }
    expect(await ao("types", project, "--declaration", "ao.ts")).toBe(2);
    expect(await ao("types", join(project, "nowhere"))).toBe(1);
  });
});
