// The module "ao" as files for a project: a package that does outside of `ao record` what it should,
// and its types. Pure but for reading our own sources.
import { readFileSync } from "node:fs";
import { VERSION } from "#src/version.ts";
import { EMBEDDED_MODULE } from "./embedded-module.ts";

/** The files of src/module. */
export const MODULE_FILES = ["index.js", "index.cjs", "index.d.ts"] as const;
type ModuleFile = (typeof MODULE_FILES)[number];

/** The package's files and their texts. */
export function packageFiles(): { readonly name: string; readonly text: string }[] {
  return [
    { name: "package.json", text: `${JSON.stringify(packageJson(), null, 2)}\n` },
    { name: "index.js", text: moduleText("index.js") },
    { name: "index.cjs", text: moduleText("index.cjs") },
    { name: "index.d.ts", text: moduleText("index.d.ts") },
    // TypeScript takes the types of a CommonJS importer from a file of its own.
    { name: "index.d.cts", text: moduleText("index.d.ts") },
  ];
}

/** One file that declares the module, for a project that keeps it among its own. */
export function ambientDeclaration(): string {
  const [comment = "", ...rest] = moduleText("index.d.ts").split("\n\n");
  const body = rest
    .join("\n\n")
    .trimEnd()
    .replace(/^(?=.)/gm, "  ");
  return `// Written by "ao types".\n${comment}\ndeclare module "ao" {\n${body}\n}\n`;
}

/** True for a text that {@link ambientDeclaration} wrote, now or in an earlier version. */
export function isAmbientDeclaration(text: string): boolean {
  return text.startsWith('// Written by "ao types".\n');
}

function packageJson() {
  return {
    name: "ao",
    version: VERSION,
    description: 'What a program recorded with ao can say of itself. Written by "ao types".',
    private: true,
    // By this `ao record` and `ao types` know it from another package of that name.
    aoModule: true,
    type: "module",
    main: "./index.cjs",
    types: "./index.d.ts",
    exports: {
      ".": {
        require: { types: "./index.d.cts", default: "./index.cjs" },
        default: { types: "./index.d.ts", default: "./index.js" },
      },
      "./package.json": "./package.json",
    },
  };
}

function moduleText(name: ModuleFile): string {
  const embedded = EMBEDDED_MODULE as Readonly<Record<string, string>> | null;
  const text = embedded?.[name];
  if (text !== undefined) return text;
  return readFileSync(Bun.fileURLToPath(import.meta.resolve(`#src/module/${name}`)), "utf8");
}
