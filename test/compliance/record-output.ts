// Preload of the scenario for output: records what is written into the folder that RECORDED names.
import { createSpoolWriter } from "#src/worker/spool-writer.ts";
import { copyProgramOutput } from "#src/worker/program-output/copy-program-output.ts";

const directory = process.env["RECORDED"] ?? "";
delete process.env["RECORDED"];
copyProgramOutput({
  spool: createSpoolWriter(directory, "1-output"),
  directory,
  process: "0",
  currentSubrun: () => null,
});
