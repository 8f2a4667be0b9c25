import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkArguments } from "#src/cli/arguments.ts";
import { isGroup } from "#src/cli/command.ts";
import { commandHelp } from "#src/cli/help.ts";
import { COMMANDS } from "#src/cli/program.ts";
import { MARK, renderSkill } from "#src/cli/skill/render-skill.ts";
import { type Finished, run } from "#test/support/run-ao.ts";
import { AO_SOURCE } from "#test/support/source-installation.ts";

const text = await renderSkill();

/** The lines of its shell blocks, as words; quotes as a shell takes them. */
const lines = [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.trim().split("\n"))
  .map((line) =>
    [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? ""),
  );

describe("the skill", () => {
  test("starts as the format wants it", () => {
    const [, head = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    expect(head).toMatch(/^name: ao\ndescription: [A-Z][^\n]+\.$/);
    // The format's limits: 64 characters for a name, 1,024 for a description.
    expect(head.length).toBeLessThan(1024);
    // What agents are advised to keep to: they read all of it.
    expect(text.split("\n").length).toBeLessThan(500);
  });

  test.each(lines.map((words) => [words.join(" "), words] as const))(
    "tells to type what ao takes: %s",
    async (_, [program, name = "", ...words]) => {
      expect(program).toBe("ao");
      const command = await COMMANDS[name]?.load();
      if (command === undefined || isGroup(command)) throw new Error(`no command ${name}`);
      expect(() => checkArguments(command, words)).not.toThrow();
    },
  );

  test.each(["record", "rerun", "graph", "node", "search", "edit", "diff", "test"])(
    "has the help of ao %s as it is",
    async (name) => {
      const command = await COMMANDS[name]?.load();
      if (command === undefined) throw new Error(`no command ${name}`);
      expect(text).toContain(commandHelp(command).trimEnd());
    },
  );
});

test("the skill names every other command, with what its list says", () => {
  for (const [name, entry] of Object.entries(COMMANDS)) {
    if (entry.hidden === true) continue;
    const isThere =
      text.includes(`Usage: ao ${name} `) || text.includes(`${name}\`: ${entry.summary}`);
    expect([name, isThere]).toEqual([name, true]);
  }
});

describe("ao skill install", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "ao-skill-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const ao = (...words: string[]): Promise<Finished> =>
    run([...AO_SOURCE, "skill", ...words], { cwd: folder });
  const file = (): string => join(folder, ".claude/skills/ao/SKILL.md");

  test("writes the file, and brings it up to date", async () => {
    expect((await ao("install")).stderr).toBe(`written: ${file()}\n`);
    expect(readFileSync(file(), "utf8")).toBe((await ao("show")).stdout);
    writeFileSync(file(), `old\n${MARK} ao 0.0.1 -->\n`);
    expect(JSON.parse((await ao("install", "--json")).stdout)).toEqual({
      file: file(),
      outcome: "updated",
    });
    expect((await ao("install", ".")).stderr).toBe(`unchanged: ${file()}\n`);
    expect((await ao("install", "--path", "docs")).stderr).toContain("docs/SKILL.md");
  });

  test("does not replace what somebody else wrote", async () => {
    mkdirSync(join(folder, ".claude/skills/ao"), { recursive: true });
    writeFileSync(file(), "mine\n");
    const { exitCode, stderr } = await ao("install");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`cannot write "${file()}": ao did not write what is there\n`);
    expect(readFileSync(file(), "utf8")).toBe("mine\n");
  });

  test("refuses a directory that is not there", async () => {
    const { exitCode, stderr } = await ao("install", "nowhere");
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("no such directory")]);
  });
});
