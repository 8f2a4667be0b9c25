// The executable's entry, and the only place that ends the process. Everything heavier is imported
// by the command that needs it, so that `ao record` starts at once.
import { runProgram } from "#src/cli/run-program.ts";

process.exit(await runProgram(process.argv.slice(2)));
