import { describe, expect, test } from "vitest";
import type { ReplayHead } from "#src/protocol/replay-file.ts";
import { type Answers, type AskedCall, createAnswers } from "#src/worker/answers.ts";
import { readReplayFile } from "#src/worker/replay-reader.ts";
import type { Verdict } from "#src/worker/verdict.ts";
import { RUN, type RecordedLine, plainAnswer, writeReplayFile } from "#test/support/replay-file.ts";

function answersOf(calls: readonly RecordedLine[], head: Partial<ReplayHead> = {}): Answers {
  return createAnswers(readReplayFile(writeReplayFile(calls, head)));
}

function ask(answers: Answers, body: unknown, call: Partial<AskedCall> = {}): Verdict {
  return answers.judge({
    operation: "openai.chat",
    path: "/v1/chat/completions",
    form: "plain",
    body,
    rawBody: () => body,
    scrub: (text) => text,
    process: "0",
    subrun: "",
    line: null,
    ...call,
  });
}

const textOf = ({ answer }: Verdict): string | null =>
  answer === null ? null : Buffer.concat(answer.parts).toString();

const say = (content: string): object => ({ messages: [{ role: "user", content }] });
const hi = say("Hi");
const node = (id: string) => ({ run_id: RUN, node_id: id });

const system = (content: string): object => ({
  messages: [
    { role: "system", content },
    { role: "user", content: "Hi" },
  ],
});

describe("which recorded answer a call gets", () => {
  test("the nth identical request gets the nth, then none", () => {
    const answers = answersOf(["first", "second", "third"].map((answer) => ({ body: hi, answer })));
    const verdicts = Array.from({ length: 4 }, () => ask(answers, hi));
    expect(verdicts.map(textOf)).toEqual(["first", "second", "third", null]);
    expect(verdicts.map(({ reason }) => reason)).toEqual([
      `same request as n1 of run ${RUN}`,
      `same request as n2 of run ${RUN}`,
      `same request as n3 of run ${RUN}`,
      "no recorded answer to this request is left: each was given before",
    ]);
    expect(verdicts[2]).toMatchObject({ source: "cache", servedFrom: node("n3"), edited: null });
    expect(verdicts[3]).toMatchObject({ source: "live", servedFrom: null });
  });

  test("another request gets none", () => {
    expect(ask(answersOf([{ body: hi, answer: "x" }]), say("Ho"))).toMatchObject({
      answer: null,
      send: null,
      reason: "no recorded answer to this request",
    });
  });

  test("a process and a subrun have their own, and those of others when they have none left", () => {
    const answers = answersOf([
      { body: hi, answer: "main" },
      { body: hi, answer: "child", process: "0.1" },
      { body: hi, answer: "sample", subrun: "sample-1" },
    ]);
    expect(textOf(ask(answers, hi, { subrun: "sample-1" }))).toBe("sample");
    expect(textOf(ask(answers, hi, { process: "0.1" }))).toBe("child");
    expect(textOf(ask(answers, hi, { process: "0.1" }))).toBe("main");
  });

  test("under a looser rule the very same request wins, then the order", () => {
    const answers = answersOf(
      [
        { body: system("a"), answer: "A" },
        { body: system("b"), answer: "B" },
      ],
      { match: { mode: "ignore-system", ignore: [] } },
    );
    const same = ask(answers, system("b"));
    const other = ask(answers, system("c"));
    expect([same, other].map(textOf)).toEqual(["B", "A"]);
    expect(same.reason).toBe(`same request as n2 of run ${RUN}`);
    expect(other.reason).toBe(`same request as n1 of run ${RUN}, but for the system prompt`);
  });

  test("by position the order alone decides", () => {
    const answers = answersOf(
      [
        { body: hi, answer: "first" },
        { body: say("Ho"), answer: "second" },
      ],
      { match: { mode: "position", ignore: [] } },
    );
    const verdict = ask(answers, say("something new"));
    expect(textOf(verdict)).toBe("first");
    expect(verdict.reason).toBe(`stands where n1 of run ${RUN} stood, and asks something else`);
  });

  test("an answer in a form that is not there is none", () => {
    const answers = answersOf([{ body: hi, answer: "x" }]);
    const verdict = ask(answers, { ...hi, stream: true }, { form: "stream" });
    expect(verdict.answer).toBeNull();
    expect(verdict.reason).toContain('its answer cannot be given as "stream"');
    // Its place is given back, should the live call fail.
    verdict.onFailure?.();
    expect(textOf(ask(answers, hi))).toBe("x");
  });

  test("the parts come with their recorded times where that is wanted", () => {
    const answer = plainAnswer("{}");
    const parts = ["a", "b", "c"].map((content, index) => ({
      encoding: "utf8" as const,
      content,
      ...(index === 1 ? {} : { at: 10 * (index + 1) }),
    }));
    const streamed = {
      ...answer,
      forms: { ...answer.forms, stream: { content_type: "text/event-stream", parts } },
    };
    const paced = answersOf([{ body: hi, answer: streamed }], { pace: true });
    expect(ask(paced, hi, { form: "stream" }).answer?.at).toEqual([10, 10, 30]);
    const whole = answersOf([{ body: hi, answer }], { pace: true });
    expect(ask(whole, hi).answer?.at).toEqual([5]);
    expect(ask(answersOf([{ body: hi, answer }]), hi).answer?.at).toBeUndefined();
  });
});

const responses = { operation: "openai.responses", path: "/v1/responses" };

const more = (id: string): object => ({ input: "go on", previous_response_id: id });

const conversation = (): Answers =>
  answersOf([
    { ...responses, body: more("resp_1"), answer: "after 1" },
    { ...responses, body: more("resp_2"), answer: "after 2" },
    {
      ...responses,
      body: { input: "start" },
      edited: "input",
      send: JSON.stringify({ input: "start anew" }),
      brings: ["resp_2", "msg_2"],
    },
  ]);

describe("a conversation that the provider keeps", () => {
  test("is told apart by what it continues", () => {
    expect(textOf(ask(conversation(), more("resp_2"), responses))).toBe("after 2");
  });

  test("is the same call when an answer that took the place of the recorded one is continued", () => {
    const run = conversation();
    const edited = ask(run, { input: "start" }, responses);
    expect(edited).toMatchObject({ answer: null, send: '{"input":"start anew"}' });
    edited.onAnswer?.('{"id":"resp_new","output":[{"id":"msg_new"}]}');
    const next = ask(run, more("resp_new"), responses);
    expect(textOf(next)).toBe("after 2");
    expect(next.reason).toBe(
      `same request as n2 of run ${RUN}, though what it continues was answered anew`,
    );
  });

  test("an edited request continues the answer that this run got", () => {
    const run = answersOf([
      {
        ...responses,
        body: { input: "start" },
        edited: "input",
        send: '{"input":"x"}',
        brings: ["resp_1"],
      },
      {
        ...responses,
        body: more("resp_1"),
        edited: "input",
        send: JSON.stringify({ input: "stop", previous_response_id: "resp_1" }),
      },
    ]);
    ask(run, { input: "start" }, responses).onAnswer?.('{"id":"resp_new"}');
    const { send } = ask(run, more("resp_new"), responses);
    expect(JSON.parse(send ?? "")).toEqual({ input: "stop", previous_response_id: "resp_new" });
  });
});

const carrying = (content: string): object => ({
  messages: [
    { role: "assistant", tool_calls: [{ id: "call_1", function: { name: "weather" } }] },
    { role: "tool", tool_call_id: "call_1", content },
  ],
});

const toolCall = (id: number, city: string, token: number): object => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name: "weather", arguments: { city }, _meta: { progressToken: token } },
});

describe("edits", () => {
  test("an edited output is given as it stands", () => {
    const answers = answersOf([{ body: hi, answer: "edited", edited: "output" }]);
    expect(ask(answers, hi)).toMatchObject({
      source: "edited",
      edited: "output",
      servedFrom: node("n1"),
      reason: `edited output of n1 of run ${RUN}`,
    });
  });

  const editedInput: RecordedLine = {
    body: hi,
    edited: "input",
    send: JSON.stringify({ ...say("Ho"), stream: true }),
  };

  test("an edited input is sent, in the form that the program waits for", () => {
    const answers = answersOf([editedInput]);
    const verdict = ask(answers, hi);
    expect(verdict).toMatchObject({
      answer: null,
      source: "live",
      edited: "input",
      servedFrom: node("n1"),
      reason: `edited input of n1 of run ${RUN}, which has no recorded answer`,
    });
    expect(JSON.parse(verdict.send ?? "")).toEqual(say("Ho"));
    // A client that tries again finds the edit again.
    verdict.onFailure?.();
    expect(ask(answers, hi).edited).toBe("input");
  });

  test("an edited input that was asked before is answered as it was then", () => {
    const verdict = ask(answersOf([editedInput, { body: say("Ho"), answer: "Ho!" }]), hi);
    expect(textOf(verdict)).toBe("Ho!");
    expect(verdict).toMatchObject({
      source: "cache",
      edited: "input",
      servedFrom: node("n1"),
      reason: `edited input of n1 of run ${RUN}, answered as n2 of run ${RUN}`,
    });
  });

  test("by position, an edited input does not take the answer of the next call", () => {
    const answers = answersOf([editedInput, { body: say("next"), answer: "next" }], {
      match: { mode: "position", ignore: [] },
    });
    expect(ask(answers, hi)).toMatchObject({ answer: null, edited: "input" });
    expect(textOf(ask(answers, say("next")))).toBe("next");
  });

  test("a tool's JSON-RPC request keeps the id that its client waits for", () => {
    const mcp = { operation: "mcp.tools-call", path: "/mcp" };
    const send = JSON.stringify(toolCall(1, "Oslo", 1));
    const answers = answersOf([{ ...mcp, body: toolCall(1, "Rome", 1), edited: "input", send }]);
    const verdict = ask(answers, toolCall(7, "Rome", 9), mcp);
    expect(JSON.parse(verdict.send ?? "")).toEqual(toolCall(7, "Oslo", 9));
  });

  const tool_results = [
    { call_id: "call_1", name: "weather", from: "21", to: "-5", node: node("n9") },
  ];

  test("an edited tool result is in every request that carries it, and in its identity", () => {
    const answers = answersOf(
      [
        { body: carrying("21"), answer: "warm" },
        { body: carrying("-5"), answer: "cold" },
      ],
      { tool_results },
    );
    const verdict = ask(answers, carrying("21"));
    expect(textOf(verdict)).toBe("cold");
    expect(JSON.parse(verdict.send ?? "")).toEqual(carrying("-5"));
    expect(ask(answers, hi).send).toBeNull();
  });

  test("an edit of the call that carries it is in force as well", () => {
    const answers = answersOf([{ body: carrying("21"), answer: "frozen", edited: "output" }], {
      tool_results,
    });
    expect(textOf(ask(answers, carrying("21")))).toBe("frozen");
  });
});

describe("without the cache", () => {
  test.each([
    [false, "the cache was switched off"],
    [true, "not sent, because the run is offline: the cache was switched off"],
  ])("a call is not said to have no recorded answer (offline: %s)", (offline, reason) => {
    const answers = answersOf([], { cache: false, offline });
    expect(ask(answers, hi)).toMatchObject({ source: "live", reason });
  });

  test("edits are made all the same, each once", () => {
    const edited = { body: hi, edited: "input", send: JSON.stringify(say("Ho")) } as const;
    const answers = answersOf([edited], { cache: false });
    expect([ask(answers, hi).reason, ask(answers, hi).reason]).toEqual([
      `edited input of n1 of run ${RUN}, and the cache was switched off`,
      "the cache was switched off",
    ]);
  });
});

describe("offline", () => {
  test.each<[string, RecordedLine[], string]>([
    ["a call that is not in the file", [], "no recorded answer to this request"],
    [
      "an edited request without an answer",
      [{ body: hi, edited: "input", send: JSON.stringify(say("Ho")) }],
      `edited input of n1 of run ${RUN}, which has no recorded answer`,
    ],
  ])("%s is refused in the provider's terms", (_, calls, why) => {
    const verdict = ask(answersOf(calls, { offline: true }), hi);
    expect(verdict).toMatchObject({
      refused: true,
      source: "live",
      reason: `not sent, because the run is offline: ${why}`,
      answer: { status: 403, contentType: "application/json" },
    });
    expect(JSON.parse(textOf(verdict) ?? "")).toMatchObject({
      error: { message: `ao: this call is not sent, because the run is offline: ${why}` },
    });
  });

  test("a tool call is refused inside an answer to its own id", () => {
    const body = { jsonrpc: "2.0", id: 5, method: "tools/call", params: { name: "t" } };
    const answers = answersOf([], { offline: true });
    const verdict = ask(answers, body, { operation: "mcp.tools-call", path: "/mcp" });
    expect(verdict.answer?.status).toBe(200);
    expect(JSON.parse(textOf(verdict) ?? "")).toMatchObject({ id: 5, error: { code: -32_000 } });
  });
});
