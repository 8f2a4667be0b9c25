// What a re-run costs that is answered from the cache alone, against the same program with its answers
// made in its own process, until the prompt is back: `bun scripts/bench/rerun.ts`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, BUN, Installation, run } from "#test/support/run-ao.ts";
import { compare, printFigure } from "./measure.ts";

const CALLS = "1000";
const repository = new URL("../..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "ao-bench-"));
const script = join(folder, "thousand-calls.ts");
copyFileSync(join(repository, "test/fixtures/programs/thousand-calls.ts"), script);
mkdirSync(join(folder, "node_modules"));
symlinkSync(join(repository, "node_modules", "openai"), join(folder, "node_modules", "openai"));

await using installation = new Installation();
await using chat = startChatServer({ answer: () => "It lies at a quay, and loads tea." });
const environment = { ...installation.environment, CHAT_URL: chat.baseUrl };
const { report } = await installation.record([script, CALLS], { environment });
const sent = chat.requests.length;

const rerun = ["rerun", report.session_id, "--run", report.run_id];
const own = { ...environment, ANSWER_IN_PROCESS: "1" };
const result = await compare(
  async () => void (await run([BUN, "run", script, CALLS], { environment: own })),
  async () => void (await run([AO, ...rerun, "--quiet"], { environment })),
  7,
);
console.log(
  `${CALLS} calls: ${result.baseline.toFixed(0)} ms without them, ${result.candidate.toFixed(0)} ms from the cache`,
);
printFigure("a re-run from the cache, of the program's own time", result.ratio, "x", 1.5);
printFigure("calls that went out all the same", chat.requests.length - sent, "", 0);
rmSync(folder, { recursive: true, force: true });
