import { describe, expect, test } from "vitest";
import { type CommandEntry, isGroup } from "#src/cli/command.ts";
import { commandHelp, programHelp } from "#src/cli/help.ts";
import { COMMANDS } from "#src/cli/program.ts";
import { widthOf } from "#src/cli/text.ts";

async function helpTexts(
  table: Readonly<Record<string, CommandEntry>>,
  path: string,
): Promise<[string, string, string][]> {
  const texts: [string, string, string][] = [];
  for (const [name, entry] of Object.entries(table)) {
    if (entry.hidden === true) continue;
    const command = await entry.load();
    texts.push([`${path} ${name}`, commandHelp(command), commandHelp(command, 60)]);
    if (isGroup(command)) texts.push(...(await helpTexts(command.commands, `${path} ${name}`)));
  }
  return texts;
}

const all = await helpTexts(COMMANDS, "ao");

describe("help", () => {
  test("of ao itself", () => {
    expect(programHelp()).toMatchSnapshot();
  });

  test.each(all)("of %s", (_, text) => {
    expect(text).toMatchSnapshot();
  });

  test.each(all)("of %s fits 80 columns and names the command", (name, text) => {
    expect(text.startsWith(`Usage: ${name}`)).toBe(true);
    const descriptions = text.split("\n").filter((line) => !line.trimStart().startsWith("ao "));
    for (const line of descriptions) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  test.each(all)("of %s fits 60 columns, but for what is to be copied", (_, __, text) => {
    const [beforeExamples = ""] = text.split("\nExamples:");
    const written = beforeExamples.split("\n").filter((line) => !line.startsWith("Usage:"));
    for (const line of written) expect(widthOf(line), line).toBeLessThanOrEqual(60);
  });
});
