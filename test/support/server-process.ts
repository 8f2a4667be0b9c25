// A server process over the in-memory run service: `bun test/support/server-process.ts server run`.
// Acknowledged events are in `journal.jsonl`. TEST_SERVER_VERSION lets it claim another version;
// TEST_INGEST_DELAY makes storing slow.
import { join } from "node:path";
import { readSettings } from "#src/config/settings.ts";
import { describeThrown } from "#src/errors.ts";
import { runServer } from "#src/server/run-server.ts";
import { createMemoryRunService } from "#test/support/memory-run-service.ts";

const version = process.env["TEST_SERVER_VERSION"];
const code = await runServer(readSettings(process.env), {
  openRuns: async ({ directories }) =>
    createMemoryRunService({
      journal: join(directories.home, "journal.jsonl"),
      ingestDelayMs: Number(process.env["TEST_INGEST_DELAY"] ?? 0),
    }),
  ...(version === undefined ? {} : { version }),
}).catch((thrown: unknown) => {
  process.stderr.write(`ao: ${describeThrown(thrown)}\n`);
  return 1;
});
process.exit(code);
