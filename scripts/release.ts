// Cross-compiles ao for every platform into dist/release, with SHA-256 checksums:
// `bun scripts/release.ts [name…]`. Bun and the native parsers of other platforms come from npm.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "./build/compile.ts";
import { TARGETS, type Target } from "./build/targets.ts";
import packageJson from "#package" with { type: "json" };

const root = new URL("..", import.meta.url).pathname;
const releaseFolder = join(root, "dist", "release");
const bindingFolder = join(root, "dist", "bindings");

const wanted = process.argv.slice(2);
const targets = TARGETS.filter((target) => wanted.length === 0 || wanted.includes(target.file));
if (targets.length === 0) {
  console.error(`No such target; there are ${TARGETS.map((target) => target.file).join(", ")}`);
  process.exit(2);
}

// What is in the folder is one build: none of an earlier one stays beside the new checksums.
rmSync(releaseFolder, { recursive: true, force: true });
mkdirSync(releaseFolder, { recursive: true });
const checksums: string[] = [];
for (const target of targets) {
  try {
    checksums.push(await release(target));
  } catch (error) {
    // The others may still be built; the exit code tells.
    console.error(`${target.file}  not built: ${error instanceof Error ? error.message : error}`);
  }
}
writeFileSync(join(releaseFolder, "SHA256SUMS"), checksums.join(""));
console.log(`ao ${packageJson.version}: ${checksums.length} executables in dist/release`);
process.exitCode = checksums.length === targets.length ? 0 : 1;

/** Builds one executable; gives its line for SHA256SUMS. */
async function release(target: Target): Promise<string> {
  const outfile = join(releaseFolder, target.file);
  await compile(target, fetchBinding(target), outfile);
  const digest = new Bun.CryptoHasher("sha256").update(readFileSync(outfile)).digest("hex");
  console.log(`${target.file}  ${(Bun.file(outfile).size / 1e6).toFixed(0)} MB`);
  return `${digest}  ${target.file}\n`;
}

/** The native parser of a platform that npm did not install here. */
function fetchBinding(target: Target): string {
  const version = packageJson.dependencies["oxc-parser"];
  const folder = join(bindingFolder, `${target.binding}-${version}`);
  const file = join(folder, "package", `parser.${target.binding}.node`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  run(
    ["npm", "pack", "--loglevel=error", `@oxc-parser/binding-${target.binding}@${version}`],
    folder,
  );
  const [archive] = [...new Bun.Glob("*.tgz").scanSync(folder)];
  if (archive === undefined) throw new Error(`Cannot fetch the parser for ${target.binding}`);
  run(["tar", "-xzf", archive], folder);
  return file;
}

function run(command: string[], cwd: string): void {
  const { exitCode } = Bun.spawnSync(command, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with ${exitCode}`);
}
