// What interception adds: per call of 4 KB, to a stream's first byte, to a request that is no call,
// and to the start of a program. Plain and recorded calls alternate in one run, so that the figures
// are differences on the same machine in the same state. Run: bun scripts/bench/intercept.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installAlways, installBuiltins } from "#src/intercept/install.ts";
import { createRecorder } from "#src/worker/recorder.ts";
import { createSpoolWriter } from "#src/worker/spool-writer.ts";

const CALLS = Number(process.argv[2] ?? 2000);
const reply = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "x".repeat(4000) } }],
});
const body = JSON.stringify({
  model: "m",
  messages: [{ role: "user", content: "y".repeat(4000) }],
});

// In a process of its own, as a provider is.
if (process.argv[2] === "serve") serve();
else await measure();

function serve(): void {
  const server = Bun.serve({
    port: 0,
    fetch(request) {
      if (!request.url.endsWith("?stream")) {
        return new Response(reply, { headers: { "content-type": "application/json" } });
      }
      const parts = Array.from({ length: 20 }, () => 'data: {"choices":[]}\n\n');
      const stream = new ReadableStream({
        async pull(controller) {
          const part = parts.pop();
          if (part === undefined) controller.close();
          else controller.enqueue(part);
          await Bun.sleep(0);
        },
      });
      return new Response(stream, { headers: { "content-type": "text/event-stream" } });
    },
  });
  console.log(server.url.origin);
}

async function measure(): Promise<void> {
  const provider = Bun.spawn({
    cmd: [process.execPath, import.meta.path, "serve"],
    stdout: "pipe",
  });
  const { value } = await provider.stdout.getReader().read();
  const origin = new TextDecoder().decode(value).trim();
  const folder = mkdtempSync(join(tmpdir(), "intercept-"));
  try {
    const plain = fetch;
    const recorder = createRecorder({
      spool: createSpoolWriter(folder, "bench"),
      configured: [],
      answers: null,
      placeholders: [],
      process: "0",
      currentSubrun: () => null,
    });
    const always = timed(() => installAlways(recorder));
    const builtins = timed(() => installBuiltins(recorder));
    console.log(`install: fetch ${always.toFixed(2)} ms, all built-ins ${builtins.toFixed(2)} ms`);
    await compare("4 KB call", plain, (call) => sendCall(call, `${origin}/v1/chat/completions`));
    await compare("first byte of a stream", plain, (call) => firstByte(call, origin));
    await compare("request that is no call", plain, (call) => sendCall(call, `${origin}/other`));
    consideration(recorder);
  } finally {
    provider.kill();
    rmSync(folder, { recursive: true });
  }
}

type Fetch = typeof fetch;

async function sendCall(call: Fetch, url: string): Promise<number> {
  const started = performance.now();
  const response = await call(url, { method: "POST", body });
  await response.text();
  return performance.now() - started;
}

async function firstByte(call: Fetch, origin: string): Promise<number> {
  const started = performance.now();
  const response = await call(`${origin}/v1/chat/completions?stream`, { method: "POST", body });
  const reader = response.body?.getReader();
  await reader?.read();
  const elapsed = performance.now() - started;
  for (let done = reader === undefined; !done;) done = (await reader?.read())?.done ?? true;
  return elapsed;
}

async function compare(
  name: string,
  plain: Fetch,
  run: (call: Fetch) => Promise<number>,
): Promise<void> {
  const times: { plain: number[]; recorded: number[] } = { plain: [], recorded: [] };
  for (let i = 0; i < CALLS + 200; i++) {
    const first = i % 2 === 0;
    for (const key of first ? (["plain", "recorded"] as const) : (["recorded", "plain"] as const)) {
      const elapsed = await run(key === "plain" ? plain : fetch);
      if (i >= 200) times[key].push(elapsed);
    }
  }
  const [before, after] = [median(times.plain), median(times.recorded)];
  console.log(
    `${name}: plain ${before.toFixed(3)} ms, recorded ${after.toFixed(3)} ms, added ${(after - before).toFixed(3)} ms at the median of ${CALLS}`,
  );
}

function consideration(recorder: Parameters<typeof installAlways>[0]): void {
  const request = { method: "GET", url: "http://example.com/index.html", header: () => null };
  const rounds = 100_000;
  const elapsed = timed(() => {
    for (let i = 0; i < rounds; i++) recorder.consider(request);
  });
  console.log(`consider, for what is no call: ${((elapsed / rounds) * 1000).toFixed(2)} µs`);
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
