import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SDK_ENTRIES, addHook, findSdkEntry } from "#src/intercept/sdk-entries.ts";

const folder = new URL("./sites/", import.meta.url).pathname;

/** Fails every call at once: where it was made is all that counts. */
async function runProgram(): Promise<Map<string, string[]>> {
  const server = Bun.serve({
    port: 0,
    fetch: () => Response.json({ error: "no" }, { status: 400 }),
  });
  const child = Bun.spawn({
    cmd: [
      process.execPath,
      "--preload",
      `${folder}preload.ts`,
      `${folder}program.ts`,
      server.url.origin,
    ],
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, error] = [
    await new Response(child.stdout).text(),
    await new Response(child.stderr).text(),
  ];
  expect(await child.exited, error).toBe(0);
  await server.stop(true);
  const calls = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of out.split("\n")) {
    const [word, value = ""] = line.split(" ", 2);
    if (word === "start") calls.set(value, (current = []));
    if (word === "call") current.push(value);
  }
  return calls;
}

test("calls through SDKs are located in the user's code", async () => {
  const calls = await runProgram();
  const lines = readFileSync(`${folder}program.ts`, "utf8").split("\n");
  const found: Record<string, string | undefined> = {};
  const expected: Record<string, string> = {};
  for (const [name, locations] of calls) {
    const line = lines.findIndex((text) =>
      / \/\/ here: (.*)/.exec(text)?.[1]?.split(" ").includes(name),
    );
    expected[name] = line === -1 ? "nowhere:0" : `program.ts:${line + 1}`;
    found[name] = [...new Set(locations)].join(" ");
  }
  expect(found).toEqual(expected);
  expect(calls.size).toBeGreaterThan(18);
}, 60_000);

const pathOf = (file: string) => new URL(`../../node_modules/${file}`, import.meta.url).pathname;
// `core.mjs`, OpenAI's `beta/chat` and the AI SDK's `index.mjs` belong to earlier major versions.
const installed = SDK_ENTRIES.filter(({ file }) => existsSync(pathOf(file)));

test("only files of earlier versions are not installed", () => {
  const missing = SDK_ENTRIES.filter((entry) => !installed.includes(entry));
  expect(
    missing.every(({ file }) => /\/(?:core|dist\/index|beta\/chat\/completions)\.mjs$/.test(file)),
  ).toBe(true);
});

test.each(installed.map((entry) => [entry.file, entry] as const))(
  "%s declares what is noted, and gets one line at its end",
  (file, entry) => {
    const path = pathOf(file);
    const source = readFileSync(path, "utf8");
    const hooked = addHook(source, entry);
    expect(hooked.startsWith(`${source}\n;import `)).toBe(true);
    expect(hooked.split("\n")).toHaveLength(source.split("\n").length + 1);
    const names = [
      ...Object.keys({ ...entry.methods, ...entry.assigned }),
      ...(entry.functions ?? []),
    ];
    for (const name of names) expect(hooked.slice(source.length)).toContain(name);
    expect(findSdkEntry(path)).toBe(entry);
  },
);

test("an SDK's CommonJS file under the name of a module keeps its exports", async () => {
  const home = mkdtempSync(join(tmpdir(), "ao-sites-"));
  const dist = join(home, "node_modules/ai/dist");
  mkdirSync(dist, { recursive: true });
  writeFileSync(
    join(dist, "index.js"),
    `"use strict";
var exported = {};
Object.defineProperty(exported, "generateText", { get: () => generateText, enumerable: true });
module.exports = exported;
async function generateText() { return "text"; }
`,
  );
  writeFileSync(
    join(home, "program.cjs"),
    `const { generateText } = require("./node_modules/ai/dist/index.js");
generateText().then(console.log);
import("./node_modules/ai/dist/index.js").then(async (ai) => console.log(await ai.generateText()));
`,
  );
  const child = Bun.spawn({
    cmd: [process.execPath, "--preload", `${folder}preload.ts`, join(home, "program.cjs")],
    stdout: "pipe",
    stderr: "pipe",
  });
  const output = [new Response(child.stdout).text(), new Response(child.stderr).text()];
  expect(await Promise.all(output)).toEqual(["text\ntext\n", ""]);
  rmSync(home, { recursive: true });
});

test("a version that declares none of the names is left as it is", () => {
  const entry = { file: "x.js", methods: { Client: ["request"] }, functions: ["generate"] };
  const source = "const Client = class {}; export const generate = () => 1;";
  expect(addHook(source, entry)).toBe(source);
});
