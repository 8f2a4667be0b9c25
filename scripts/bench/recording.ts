// What recording costs a program, the executable against plain `bun run` in the same run:
// `bun scripts/bench/recording.ts`.
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, BUN, Installation, run } from "#test/support/run-ao.ts";
import { compare, printFigure } from "./measure.ts";

const repository = new URL("../..", import.meta.url).pathname;
const programs = join(repository, "test/fixtures/programs");
const folder = mkdtempSync(join(tmpdir(), "ao-bench-"));
const empty = join(folder, "empty.ts");
writeFileSync(empty, "");

await using installation = new Installation();
await installation.ao(["server", "start"]);

await measureEmptyScript();
await measureAgent();
await measureCrowd();

async function measureEmptyScript(): Promise<void> {
  const environment = installation.environment;
  const result = await compare(
    async () => void (await run([BUN, "run", empty])),
    async () => void (await run([AO, "record", "--quiet", empty], { environment })),
    31,
  );
  console.log(
    `empty script: bun ${result.baseline.toFixed(1)} ms, ao ${result.candidate.toFixed(1)} ms`,
  );
  printFigure("ao record of an empty script, more than bun run", result.difference, "ms", 40);
}

async function measureAgent(): Promise<void> {
  await using chat = startChatServer({ delay: 200 });
  // A project as a user has it: the SDK, and not all that this repository tests with.
  const script = join(folder, "agent.ts");
  copyFileSync(join(programs, "four-calls.ts"), script);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(repository, "node_modules", "openai"), join(folder, "node_modules", "openai"));
  const environment = { ...installation.environment, CHAT_URL: chat.baseUrl };
  const result = await compare(
    async () => void (await run([BUN, "run", script], { environment })),
    async () => void (await run([AO, "record", "--quiet", script], { environment })),
    9,
  );
  console.log(`agent: bun ${result.baseline.toFixed(0)} ms, ao ${result.candidate.toFixed(0)} ms`);
  printFigure("ao record of an agent with four 200 ms calls", result.ratio, "x", 1.06);
}

async function measureCrowd(): Promise<void> {
  await using chat = startChatServer();
  const environment = { ...installation.environment, CHAT_URL: chat.baseUrl };
  const started = performance.now();
  const reports = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      installation.record([join(programs, "one-call.ts"), `crowd ${index}`], { environment }),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  const whole = reports.filter(({ report }) => report.nodes === 1).length;
  console.log(`100 ao record at once: ${whole} whole, in ${seconds.toFixed(1)} s`);
  printFigure("100 ao record at once, missing", 100 - whole, "runs", 0);
}
