// Preload of the compliance scenarios: records into memory, as `ao record` would into the spool.
import { installAlways, installBuiltins } from "#src/intercept/install.ts";
import { createMemoryRecorder } from "#test/support/memory-recorder.ts";

const recorder = createMemoryRecorder();
installAlways(recorder);
installBuiltins(recorder);
process.on("exit", () => {
  const { calls, reports } = recorder;
  const path = process.env["RECORDED"];
  if (path === undefined) return;
  const lines = calls.map((call) => ({
    url: call.url,
    outcome: call.outcome,
    status: call.status,
    body: call.body,
    text: call.text,
  }));
  require("node:fs").writeFileSync(
    path,
    JSON.stringify({ calls: lines, reports: reports.map(({ error }) => String(error)) }),
  );
});
