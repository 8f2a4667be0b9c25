// `ao skill install`: writes the description of ao for coding agents into a project. Only a file that
// ao wrote is ever replaced.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson, say } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { MARK, renderSkill } from "#src/cli/skill/render-skill.ts";
import { explainWriteError } from "#src/config/write-problem.ts";
import { AoError } from "#src/errors.ts";

const FOLDER = ".claude/skills/ao";
const FILE = "SKILL.md";

type Outcome = "written" | "updated" | "unchanged";

export const installCommand = defineCommand({
  meta: {
    name: "ao skill install",
    description: `Write ${FILE} into a project, where coding agents find it.`,
  },
  args: {
    directory: {
      type: "positional",
      required: false,
      description: "the project; else the current directory",
    },
    path: {
      type: "string",
      valueHint: "folder",
      default: FOLDER,
      description: "the folder of the file, inside the project or anywhere",
    },
    print: { type: "boolean", description: "print it and write nothing" },
    json: jsonOption,
  },
  values: { directory: "file", path: "file" },
  examples: [
    { command: "ao skill install", meaning: `${FOLDER}/${FILE} here` },
    {
      command: "ao skill install --path .agents/skills/ao",
      meaning: "for agents that look there",
    },
  ],
  notes: "Run it again after an update of ao. A file that ao did not write is never replaced.",
  async run({ args }) {
    const text = await renderSkill();
    if (args.print) return args.json ? printJson({ text }) : printData(text);
    const project = resolve(args.directory ?? ".");
    if (args.path === "") throw usage('cannot use "" for --path: it is empty');
    assertFolder(project);
    const file = join(resolve(project, args.path), FILE);
    const outcome = install(file, text);
    return args.json ? printJson({ file, outcome }) : say(`${outcome}: ${file}`);
  },
});

function assertFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  const why = found === undefined ? "no such directory" : "it is a file";
  throw new AoError("bad_input", `Cannot write into "${path}": ${why}`);
}

function install(file: string, text: string): Outcome {
  try {
    const before = existsSync(file) ? readFileSync(file, "utf8") : null;
    if (before !== null && !before.includes(MARK)) throw notOurs(file);
    if (before === text) return "unchanged";
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, text);
    return before === null ? "written" : "updated";
  } catch (error) {
    if (error instanceof AoError) throw error;
    throw new AoError(
      "bad_input",
      `Cannot write "${file}": ${explainWriteError(error, dirname(file)).reason}`,
      {
        cause: error,
      },
    );
  }
}

function notOurs(file: string): AoError {
  return new AoError("conflict", `Cannot write "${file}": ao did not write what is there`, {
    hint: "move it away, or choose another folder with --path",
  });
}
