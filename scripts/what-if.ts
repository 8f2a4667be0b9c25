// Proves over the programs of test/corpus that running again is exact, as a table; minutes long.
// Each program is recorded; run again unedited, which must ask the provider nothing and print the same;
// run again with a word put into answers and into a question, and compared with what `ao rerun --dry`
// told; put back and run again; frozen, and checked with neither provider nor keys. Precision: of the
// calls that the dry run told would go out, the part that did. Recall: of those that did, the part told.
// `bun scripts/what-if.ts [--edits 6] [words of program names…]`; needs dist/ao; exit 1 if anything is wrong.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { remarks, renderProofs } from "#test/corpus/what-if/figures.ts";
import { runWhatIf } from "#test/corpus/what-if/run-what-if.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { edits: { type: "string", default: "6" } },
});
const started = performance.now();
const ao =
  process.env["AO_TEST_EXECUTABLE"] ?? fileURLToPath(new URL("../dist/ao", import.meta.url));
const proofs = await runWhatIf({
  ao: [ao],
  only: positionals,
  parallel: 2,
  edits: Number(values.edits),
  progress: (proof) => process.stderr.write(`${[proof.name, ...remarks(proof)].join("\n  ")}\n`),
});
console.log(renderProofs(proofs));
console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = proofs.every(({ problems }) => problems.length === 0) ? 0 : 1;
