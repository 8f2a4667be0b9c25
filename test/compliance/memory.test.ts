import { heapStats } from "bun:jsc";
import { expect, test } from "vitest";
import type { RecordedCall } from "#src/intercept/call-recorder.ts";
import { installAlways } from "#src/intercept/install.ts";
import { startBehaviourServer } from "#test/support/behaviour-server.ts";

/** Keeps nothing of a call but whether it is over. */
function createCountingRecorder(): { live: number; begun: number; consider: () => unknown } {
  const counter = {
    live: 0,
    begun: 0,
    mayAnswer: false,
    considerMcp: () => null,
    report(place: string, error: unknown) {
      throw new Error(`${place} failed`, { cause: error });
    },
    consider: () => ({
      begin(): RecordedCall {
        counter.live++;
        counter.begun++;
        let isOver = false;
        const end = () => {
          if (!isOver) counter.live--;
          isOver = true;
        };
        return {
          cached: null,
          send: null,
          respond: () => undefined,
          chunk: () => undefined,
          end,
          fail: end,
          cancel: end,
        };
      },
    }),
  };
  return counter;
}

test("5,000 calls, read, half read, cloned, aborted or dropped, leave nothing behind", async () => {
  await using server = await startBehaviourServer();
  const recorder = createCountingRecorder();
  const restore = installAlways(recorder as never);
  const post = { method: "POST", body: '{"a":1}' };
  const kinds = [
    async () => (await fetch(`${server.url}echo`, post)).text(),
    async () => (await fetch(`${server.url}echo`, post)).clone().json(),
    async () => (await fetch(`${server.url}echo`, post)).body?.cancel(),
    async () => void (await fetch(`${server.url}error`, post)),
    async () => {
      const controller = new AbortController();
      const sent = fetch(`${server.url}echo`, { ...post, signal: controller.signal });
      controller.abort();
      await sent.catch(() => undefined);
    },
  ];
  const work = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => kinds[index % kinds.length]?.()));
      server.seen.length = 0;
    }
    for (let pass = 0; pass < 20 && recorder.live > 0; pass++) {
      Bun.gc(true);
      await Bun.sleep(20);
    }
  };
  await work(10);
  const before = heapStats().objectTypeCounts["Response"] ?? 0;
  await work(90);
  restore();
  expect(recorder.begun).toBe(5000);
  // The collector is conservative: a response or two may seem reachable from the stack.
  expect(recorder.live).toBeLessThan(20);
  expect((heapStats().objectTypeCounts["Response"] ?? 0) - before).toBeLessThan(100);
}, 60_000);
