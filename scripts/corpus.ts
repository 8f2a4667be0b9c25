// Precision and recall of ao's edges over the programs of test/corpus, as a table.
// `bun scripts/corpus.ts [--dist] [--keep] [words of program names…]`; exit 1 below 0.95.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { aoFromSources, runCorpus } from "#test/corpus/run-corpus.ts";
import { renderScores, scoreOf } from "#test/corpus/scores.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dist: { type: "boolean" }, keep: { type: "boolean" } },
});
const started = performance.now();
const { verdicts, home } = await runCorpus({
  ao: values.dist ? [fileURLToPath(new URL("../dist/ao", import.meta.url))] : aoFromSources,
  only: positionals,
  parallel: 2,
  keep: values.keep ?? false,
  progress: () => process.stderr.write("."),
});
process.stderr.write("\n");
console.log(renderScores(verdicts));
console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`);
if (home !== null) console.log(`AO_HOME=${home}/ao`);
const { precision, recall } = scoreOf(verdicts);
process.exitCode = precision >= 0.95 && recall >= 0.95 ? 0 : 1;
