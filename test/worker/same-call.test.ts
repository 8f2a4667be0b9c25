// Calls whose very request is recorded: what the program gets, and what is written of them.
import { describe, expect, test } from "vitest";
import type { RecordedCall } from "#src/intercept/call-recorder.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { createAnswers } from "#src/worker/answers.ts";
import { createRecorder } from "#src/worker/recorder.ts";
import { readReplayFile } from "#src/worker/replay-reader.ts";
import { type RecordedLine, RUN, plainAnswer, writeReplayFile } from "#test/support/replay-file.ts";

const URL = "https://provider.example/v1/chat/completions";
const question = { model: "m", messages: [{ role: "user", content: "Hi" }] };
const text = JSON.stringify(question);

function recorded(body: object, answer: string, given: Partial<RecordedLine> = {}): RecordedLine {
  const hash = Bun.CryptoHasher.hash("sha256", JSON.stringify(body), "hex");
  return { body, answer, same: { url: URL, body: hash }, ...given };
}

function program(
  calls: readonly RecordedLine[],
  head: Parameters<typeof writeReplayFile>[1] = {},
): {
  readonly events: RunnerEvent[];
  ask(body: string | Uint8Array, headers?: Readonly<Record<string, string>>): RecordedCall;
} {
  const events: RunnerEvent[] = [];
  const answers = createAnswers(readReplayFile(writeReplayFile(calls, head)));
  const recorder = createRecorder({
    spool: { streamId: "1-a", append: (event) => events.push(event) > 0 },
    configured: [],
    answers: () => answers,
    placeholders: [],
    process: "0",
    currentSubrun: () => null,
  });
  return {
    events,
    ask(body, headers = {}) {
      const header = (name: string): string | null => headers[name] ?? null;
      const call = recorder.consider({ method: "POST", url: URL, header })?.begin(body);
      if (!call) throw new Error("not a call");
      return call;
    },
  };
}

function finish(call: RecordedCall): string {
  const [part = new Uint8Array()] = call.cached?.parts ?? [];
  call.respond({ status: 200, decoded: true, header: () => "application/json" });
  call.chunk(part);
  call.end();
  return new TextDecoder().decode(part);
}

const typesOf = (events: readonly RunnerEvent[]): string[] => events.map(({ type }) => type);

describe("a call whose very request is recorded", () => {
  test.each([
    ["text", text],
    ["bytes", new TextEncoder().encode(text)],
  ])("is one line that names the recorded one, sent as %s", (_, body) => {
    const { ask, events } = program([recorded(question, "one")]);
    const call = ask(body, { "x-stainless-retry-count": "2" });
    expect(events).toEqual([]);
    expect(finish(call)).toBe("one");
    expect(events).toMatchObject([
      {
        type: "call-served",
        call_id: "1-a:1",
        operation: "openai.chat",
        kind: "llm",
        url: URL,
        retry: 2,
        process: "0",
        served_from: { run_id: RUN, node_id: "n1" },
        reason: `same request as n1 of run ${RUN}`,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain("Hi");
  });

  test("that the program gives up is written with all that it asked", () => {
    const { ask, events } = program([recorded(question, "one")]);
    ask(text).cancel(new Error("enough"));
    expect(typesOf(events)).toEqual(["call-start", "call-end"]);
    expect(events).toMatchObject([
      { request: { content: text } },
      { outcome: "cancelled", source: "cache", served_from: { node_id: "n1" } },
    ]);
  });

  test("ends once", () => {
    const { ask, events } = program([recorded(question, "one")]);
    const call = ask(text);
    finish(call);
    call.end();
    call.cancel();
    call.fail(new Error("late"));
    expect(typesOf(events)).toEqual(["call-served"]);
  });

  test("several times has the answers in their order, and none is left after the last", () => {
    const { ask } = program([recorded(question, "one"), recorded(question, "two")]);
    expect([finish(ask(text)), finish(ask(text))]).toEqual(["one", "two"]);
    expect(ask(text).cached).toBeNull();
  });

  test("has its answer in the form that its client wants", () => {
    const streaming = { ...question, stream: true };
    const parts = [{ encoding: "utf8" as const, content: "data: [DONE]\n\n" }];
    const stream = { content_type: "text/event-stream", parts };
    const forms = { ...plainAnswer("one").forms, stream };
    const { ask } = program([
      { ...recorded(streaming, ""), answer: { status: 200, duration_ms: 1, forms } },
    ]);
    expect(ask(JSON.stringify(streaming)).cached?.contentType).toBe("text/event-stream");
  });
});

describe("a call that is the same but not byte for byte is written in full", () => {
  const reordered = JSON.stringify({ messages: question.messages, model: "m" });
  const edited = recorded({ ...question, model: "other" }, "edited", { edited: "output" });

  test.each([
    ["in another order of keys", reordered, [recorded(question, "one")], {}],
    ["recorded by a version that does not say", text, [{ body: question, answer: "one" }], {}],
    ["recorded at another address", text, [recorded(question, "one", { same: elsewhere() })], {}],
    ["of a run with edits", text, [recorded(question, "one"), edited], {}],
    ["with the recorded timing", text, [recorded(question, "one")], { pace: true }],
  ])("%s", (_, body, calls, head) => {
    const { ask, events } = program(calls, head);
    expect(finish(ask(body))).toBe("one");
    expect(typesOf(events)).toEqual(["call-start", "call-end"]);
  });

  test("where the entry in its place was asked another way, which stays for it", () => {
    const first = { body: JSON.parse(reordered) as object, answer: "one" };
    const { ask, events } = program([first, recorded(question, "two")]);
    expect([finish(ask(text)), finish(ask(text))]).toEqual(["one", "two"]);
    expect(typesOf(events)).toEqual(["call-start", "call-end", "call-served"]);
  });

  function elsewhere() {
    const { same } = recorded(question, "one");
    return { url: "https://other.example/v1/chat/completions", body: same?.body ?? "" };
  }
});

test("a request with a secret is recorded without it, and found by what is recorded", () => {
  const key = "sk-abcdefgh12345";
  const asked = { ...question, messages: [{ role: "user", content: `my key is ${key}` }] };
  const kept = {
    ...question,
    messages: [{ role: "user", content: "my key is [secret removed]" }],
  };
  const { ask, events } = program([recorded(kept, "one")]);
  expect(finish(ask(JSON.stringify(asked), { authorization: `Bearer ${key}` }))).toBe("one");
  expect(typesOf(events)).toEqual(["call-start", "call-end"]);
  expect(JSON.stringify(events)).not.toContain(key);
});
