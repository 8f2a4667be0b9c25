// Makes dist/ao for this machine: `bun scripts/build.ts`.
import { createRequire } from "node:module";
import { compile } from "./build/compile.ts";
import { hostTarget } from "./build/targets.ts";

const target = hostTarget();
const outfile = new URL(
  process.platform === "win32" ? "../dist/ao.exe" : "../dist/ao",
  import.meta.url,
).pathname;
const bindingFile = createRequire(import.meta.url).resolve(
  `@oxc-parser/binding-${target.binding}/parser.${target.binding}.node`,
);
const started = performance.now();
await compile(target, bindingFile, outfile);
const { size } = Bun.file(outfile);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`dist/ao for ${target.bun}: ${(size / 1e6).toFixed(0)} MB in ${seconds} s`);
