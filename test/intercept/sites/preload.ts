// Preload of the site programs: the real recorder, its events printed as one line each.
import { installAlways, installBuiltins } from "#src/intercept/install.ts";
import { createRecorder } from "#src/worker/recorder.ts";

// oxlint-disable no-console -- the test reads the output.

const recorder = createRecorder({
  spool: {
    streamId: "test",
    append(event) {
      if (event.type === "call-start") {
        const { file, line } = event.location ?? { file: "nowhere", line: 0 };
        console.log(`call ${file.split("/").at(-1)}:${line}`);
      } else if (event.type === "runner-log") console.log(event.message);
      return true;
    },
  },
  configured: [],
  answers: null,
  placeholders: [],
  process: "0",
  currentSubrun: () => null,
});
installAlways(recorder);
installBuiltins(recorder);
