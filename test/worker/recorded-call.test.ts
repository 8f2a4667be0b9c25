import { describe, expect, test } from "vitest";
import type { CallEnd, RunnerEvent } from "#src/protocol/runner-event.ts";
import { createRecordedCall } from "#src/worker/recorded-call.ts";
import { LIVE } from "#src/worker/verdict.ts";

function record(): {
  readonly call: ReturnType<typeof createRecordedCall>;
  readonly events: RunnerEvent[];
} {
  const events: RunnerEvent[] = [];
  const spool = { streamId: "1-a", append: (event: RunnerEvent) => events.push(event) > 0 };
  const call = createRecordedCall(spool, {
    callId: "1-a:1",
    subrun: null,
    startedAt: performance.now(),
    scrub: (text) => text.replaceAll("hunter22", "[secret removed]"),
    streamEnd: /\[DONE\]/,
    completing: new Set(),
    verdict: LIVE,
  });
  return { call, events };
}

const head = (status: number, type = "application/json") => ({
  status,
  header: (name: string) => (name === "content-type" ? type : null),
  decoded: true,
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const endOf = (events: RunnerEvent[]): CallEnd => events.at(-1) as CallEnd;

describe("recorded call", () => {
  test("a whole body becomes one event, its secrets taken out", () => {
    const { call, events } = record();
    call.respond(head(200));
    call.chunk(bytes('{"a":"hunter22'));
    call.chunk(bytes('"}'));
    call.end();
    expect(events).toHaveLength(1);
    expect(endOf(events)).toMatchObject({
      outcome: "ok",
      http_status: 200,
      streamed: false,
      response: { content: '{"a":"[secret removed]"}', bytes: 16 },
    });
  });

  test("the program's own buffer may be reused after chunk()", () => {
    const { call, events } = record();
    call.respond(head(200));
    const buffer = bytes("first");
    call.chunk(buffer);
    buffer.fill(0);
    call.end();
    expect(endOf(events).response?.content).toBe("first");
  });

  test("a stream's parts come before its end, in order, half code points kept exact", () => {
    const { call, events } = record();
    call.respond(head(200, "text/event-stream; charset=utf-8"));
    const euro = bytes("€");
    call.chunk(euro.subarray(0, 1));
    call.chunk(euro.subarray(1));
    call.cancel();
    const parts = events.flatMap((event) => (event.type === "call-chunk" ? event.parts : []));
    expect(parts.map((part) => part.encoding)).toEqual(["base64", "base64"]);
    const whole = Buffer.concat(parts.map((part) => Buffer.from(part.content, part.encoding)));
    expect(whole.toString()).toBe("€");
    expect(endOf(events)).toMatchObject({ outcome: "cancelled", streamed: true });
  });

  test("a stream that the client gives up after its end mark is complete, even a mark in two parts", () => {
    const { call, events } = record();
    call.respond(head(200, "text/event-stream"));
    call.chunk(bytes("data: {}\n\ndata: [DO"));
    call.chunk(bytes("NE]\n\n"));
    call.cancel(new DOMException("aborted", "AbortError"));
    expect(endOf(events)).toMatchObject({ outcome: "ok", error: null });
  });

  test("a client that neither reads on nor cancels after the mark has its call ended soon", async () => {
    const { call, events } = record();
    call.respond(head(200, "text/event-stream"));
    call.chunk(bytes("data: [DONE]\n\n"));
    await expect.poll(() => endOf(events).type).toBe("call-end");
    expect(endOf(events).outcome).toBe("ok");
  });

  test.each([
    [400, "error"],
    [500, "error"],
    [302, "ok"],
  ])("status %d is %s", (status, outcome) => {
    const { call, events } = record();
    call.respond(head(status));
    call.end();
    expect(endOf(events).outcome).toBe(outcome);
  });

  test("a failure keeps name, message without secrets, and code; what comes later is ignored", () => {
    const { call, events } = record();
    call.fail(Object.assign(new TypeError("no hunter22 here"), { code: "ECONNRESET" }));
    call.end();
    call.chunk(bytes("late"));
    expect(events).toHaveLength(1);
    expect(endOf(events).error).toEqual({
      name: "TypeError",
      message: "no [secret removed] here",
      code: "ECONNRESET",
    });
  });
});
