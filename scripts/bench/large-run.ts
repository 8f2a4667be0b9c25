// Large runs through the executable: 10,000 small calls, and 1,000 calls with 100 KB of prompt each:
// `bun scripts/bench/large-run.ts`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Graph } from "#src/protocol/graph.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { BUN, Installation, run } from "#test/support/run-ao.ts";
import { median, printFigure, time } from "./measure.ts";

const programs = new URL("../../test/fixtures/programs", import.meta.url).pathname;

await measureManyCalls();
await measureLargePrompts();

async function measureManyCalls(): Promise<void> {
  await using installation = new Installation();
  await using chat = startChatServer();
  const environment = { CHAT_URL: chat.baseUrl };
  const script = join(programs, "many-calls.ts");
  const { report } = await installation.record([script, "10000"], { environment });
  const times: number[] = [];
  let nodes = 0;
  for (let index = 0; index < 5; index++) {
    times.push(
      await time(async () => {
        const { stdout } = await installation.ao(["graph", report.session_id, "--json"]);
        nodes = (JSON.parse(stdout) as Graph).nodes.length;
      }),
    );
  }
  printFigure(`ao graph --json of ${nodes} nodes`, median(times) / 1000, "s", 1);
  printFigure("memory of the server, peak", serverMemory(installation), "MB", 300);
}

async function measureLargePrompts(): Promise<void> {
  await using installation = new Installation();
  let number = 0;
  await using chat = startChatServer({
    answer: () =>
      `Finding ${(number += 1)}: the ${number * 7919} crates of tea stand at quay ${number}.`,
  });
  const words = [join(programs, "large-prompts.ts"), "1000", "100000"];
  const environment = { ...installation.environment, CHAT_URL: chat.baseUrl };
  const plain = await time(async () => void (await run([BUN, ...words], { environment })));
  let found = 0;
  const recorded = await time(async () => {
    const { report } = await installation.record(words, { environment });
    found = report.edges;
  });
  console.log(
    `1,000 calls of 100 KB: ${found} edges found (999 there); bun alone ${plain.toFixed(0)} ms`,
  );
  printFigure("recorded, stored and matched, more than bun", (recorded - plain) / 1000, "s", 10);
  printFigure("memory of the server, peak", serverMemory(installation), "MB", 300);
}

/** Peak resident memory, from proc_pid_status(5). */
function serverMemory(installation: Installation): number {
  const file = readFileSync(join(installation.environment["AO_HOME"] ?? "", "server.json"), "utf8");
  const { pid } = JSON.parse(file) as { pid: number };
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
