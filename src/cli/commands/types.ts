// `ao types`: makes `import { subrun, log } from "ao"` type-check, and run outside of `ao record`, too.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printJson, say } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import {
  ambientDeclaration,
  isAmbientDeclaration,
  packageFiles,
} from "#src/cli/types/module-files.ts";
import { explainWriteError } from "#src/config/write-problem.ts";
import { AoError } from "#src/errors.ts";

export const typesCommand = defineCommand({
  meta: {
    name: "ao types",
    description: 'Write the types of the module "ao", which recorded programs can import.',
  },
  args: {
    directory: {
      type: "positional",
      required: false,
      description: "the project, where its package.json is (default: here)",
    },
    declaration: {
      type: "string",
      valueHint: "file",
      description: "write a declaration file to keep in the project, in place of the package",
    },
    json: jsonOption,
  },
  values: { directory: "file", declaration: "file" },
  examples: [
    { command: "ao types", meaning: "node_modules/ao: types, and a module for plain runs" },
    { command: "ao types --declaration types/ao.d.ts", meaning: "types only, to be committed" },
  ],
  notes:
    'A program that "ao record" runs needs nothing installed. The package lets the same program type-check and run without ao: there subrun() calls its function and log() does nothing. A package manager that cleans node_modules removes it; "ao types" writes it again, after an update of ao too.',
  async run({ args }) {
    const directory = projectDirectory(args.directory ?? ".");
    const written =
      args.declaration === undefined
        ? writePackage(join(directory, "node_modules", "ao"))
        : [writeDeclaration(resolve(directory, args.declaration))];
    if (args.json) return printJson({ written });
    for (const path of written) await say(`wrote ${relative(process.cwd(), path) || path}`);
  },
});

function projectDirectory(given: string): string {
  const directory = resolve(given);
  if (existsSync(directory) && statSync(directory).isDirectory()) return directory;
  throw new AoError("not_found", `Cannot write types to "${given}": there is no such directory`);
}

/** @throws AoError `conflict` where another package has the name. */
function writePackage(folder: string): string[] {
  if (existsSync(folder) && !isOurPackage(folder)) {
    throw new AoError("conflict", `Cannot write to "${folder}": another package of that name`, {
      hint: "ao types --declaration <file> writes the types elsewhere; under ao record that package stays what it is",
    });
  }
  return packageFiles().map(({ name, text }) => write(join(folder, name), text));
}

function writeDeclaration(path: string): string {
  if (!path.endsWith(".d.ts")) {
    throw usage(`cannot use "${path}" for --declaration: its name must end with .d.ts`);
  }
  if (existsSync(path) && !isOurDeclaration(path)) {
    throw new AoError("conflict", `Cannot write "${path}": there is a file that ao did not write`, {
      hint: "choose another name, or delete it first",
    });
  }
  return write(path, ambientDeclaration());
}

function isOurPackage(folder: string): boolean {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return (parsed as { aoModule?: unknown } | null)?.aoModule === true;
  } catch {
    // Not a package, or a damaged one: not ours to replace.
    return false;
  }
}

function isOurDeclaration(path: string): boolean {
  return statSync(path).isFile() && isAmbientDeclaration(readFileSync(path, "utf8"));
}

function write(path: string, text: string): string {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  } catch (error) {
    const { reason } = explainWriteError(error, dirname(path));
    throw new AoError("conflict", `Cannot write "${path}": ${reason}`, { cause: error });
  }
}
