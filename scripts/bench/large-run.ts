// A run of 10,000 calls: how long its graph takes and what the server holds in memory:
// `bun scripts/bench/large-run.ts [calls]`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Graph } from "#src/protocol/graph.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { Installation } from "#test/support/run-ao.ts";
import { median, printFigure } from "./measure.ts";

const calls = Number(process.argv[2] ?? 10_000);
const programs = new URL("../../test/fixtures/programs", import.meta.url).pathname;

await using installation = new Installation();
await using chat = startChatServer();
const started = performance.now();
const { report } = await installation.record([join(programs, "many-calls.ts"), String(calls)], {
  environment: { CHAT_URL: chat.baseUrl },
});
console.log(`${report.nodes} nodes recorded in ${seconds(started)} s`);

const times: number[] = [];
let nodes = 0;
for (let index = 0; index < 5; index++) {
  const before = performance.now();
  const { stdout } = await installation.ao(["graph", report.session_id, "--json"]);
  times.push(performance.now() - before);
  nodes = (JSON.parse(stdout) as Graph).nodes.length;
}
printFigure(`ao graph --json of ${nodes} nodes`, median(times) / 1000, "s", 1);
printFigure("memory of the server (VmHWM)", serverMemory(), "MB", 300);

/** Peak resident memory, from proc_pid_status(5). */
function serverMemory(): number {
  const file = readFileSync(join(installation.environment["AO_HOME"] ?? "", "server.json"), "utf8");
  const { pid } = JSON.parse(file) as { pid: number };
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
