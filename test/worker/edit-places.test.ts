import { describe, expect, test } from "vitest";
import type { ReplayHead } from "#src/protocol/replay-file.ts";
import { type Answers, type AskedCall, createAnswers } from "#src/worker/answers.ts";
import { readReplayFile } from "#src/worker/replay-reader.ts";
import type { Verdict } from "#src/worker/verdict.ts";
import { RUN, type RecordedLine, writeReplayFile } from "#test/support/replay-file.ts";

const say = (content: string): object => ({ messages: [{ role: "user", content }] });

const LINE = "/program.ts:5:3";

/** A recorded call of `LINE`. */
function call(content: string, nth: number, fields: Partial<RecordedLine> = {}): RecordedLine {
  return { body: say(content), answer: content, at: { line: LINE, nth }, ...fields };
}

const output = (content: string, nth: number, fields: Partial<RecordedLine> = {}): RecordedLine =>
  call(content, nth, { answer: `edited ${content}`, edited: "output", ...fields });

const atLine = (line: number): Partial<RecordedLine> => ({
  at: { line: `/program.ts:${line}:3`, nth: 1 },
});

const input = (content: string, nth: number, fields: Partial<RecordedLine> = {}): RecordedLine =>
  call(content, nth, {
    answer: null,
    edited: "input",
    send: JSON.stringify(say(`instead of ${content}`)),
    ...fields,
  });

function answersOf(calls: readonly RecordedLine[], head: Partial<ReplayHead> = {}): Answers {
  return createAnswers(readReplayFile(writeReplayFile(calls, head)));
}

function ask(answers: Answers, content: string, fields: Partial<AskedCall> = {}): Verdict {
  const body = say(content);
  return answers.judge({
    operation: "openai.chat",
    path: "/v1/chat/completions",
    form: "plain",
    body,
    rawBody: () => body,
    scrub: (text) => text,
    process: "0",
    subrun: "",
    line: LINE,
    ...fields,
  });
}

const textOf = ({ answer }: Verdict): string | null =>
  answer === null ? null : Buffer.concat(answer.parts).toString();

describe("an edited call that is asked something else", () => {
  test("is answered with its edit, and says so", () => {
    const verdict = ask(answersOf([output("a", 1)]), "A");
    expect(textOf(verdict)).toBe("edited a");
    expect(verdict).toMatchObject({
      source: "edited",
      edited: "output",
      servedFrom: { run_id: RUN, node_id: "n1" },
      reason: `edited output of n1 of run ${RUN}, which was asked something else here`,
    });
  });

  test("is sent with its edit, or answered as that was", () => {
    const sent = ask(answersOf([input("a", 1)]), "A");
    expect(sent).toMatchObject({
      answer: null,
      send: JSON.stringify(say("instead of a")),
      edited: "input",
      reason: `edited input of n1 of run ${RUN}, which was asked something else here, and has no recorded answer`,
    });
    const known = { body: say("instead of a"), answer: "known" };
    const answered = ask(answersOf([input("a", 1), known]), "A");
    expect(textOf(answered)).toBe("known");
    expect(answered.reason).toBe(
      `edited input of n1 of run ${RUN}, which was asked something else here, answered as n2 of run ${RUN}`,
    );
  });

  test("is the nth of its line, those before it that are the same or new ones being counted", () => {
    const answers = answersOf([call("a", 1), call("b", 2), output("c", 3), call("d", 4)]);
    expect(["a", "B", "C", "D"].map((text) => textOf(ask(answers, text)))).toEqual([
      "a",
      null,
      "edited c",
      null,
    ]);
  });

  test("is told from parallel calls that come in another order, by what those ask", () => {
    const answers = answersOf([output("a", 1), call("b", 2), call("c", 3)]);
    expect(["c", "b", "A"].map((text) => textOf(ask(answers, text)))).toEqual([
      "c",
      "b",
      "edited a",
    ]);
  });

  test("is preferred to what another run of the session answered, not to what its own did", () => {
    const other: RecordedLine = { body: say("A"), answer: "of another run" };
    const answers = answersOf([output("a", 1), call("b", 2), other]);
    expect(["A", "A"].map((text) => textOf(ask(answers, text)))).toEqual([
      "edited a",
      "of another run",
    ]);
    const own = answersOf([output("a", 1), call("b", 2)]);
    expect(["b", "A"].map((text) => textOf(ask(own, text)))).toEqual(["b", "edited a"]);
  });

  test("keeps its place when it fails: the next one is its retry", () => {
    const answers = answersOf([call("x", 1), input("a", 2)]);
    const first = ask(answers, "X");
    first.onFailure?.();
    expect(ask(answers, "X").send).toBeNull();
    const sent = ask(answers, "A");
    expect(sent.send).not.toBeNull();
    sent.onFailure?.();
    expect(ask(answers, "A").send).toBe(sent.send);
    expect(ask(answers, "A").send).toBeNull();
  });

  test.each<[string, Partial<AskedCall>]>([
    ["line", { line: "/program.ts:9:3" }],
    ["process", { process: "0.1" }],
    ["subrun", { subrun: "sample" }],
    ["operation", { operation: "openai.responses", path: "/v1/responses" }],
    ["line, which is not known", { line: null }],
  ])("is none in another %s", (_, fields) => {
    expect(textOf(ask(answersOf([output("a", 1)]), "A", fields))).toBeNull();
  });

  test("is found where lines were put above it", () => {
    const answers = answersOf([output("a", 1), output("b", 1, atLine(9))]);
    expect(textOf(ask(answers, "a", { line: "/program.ts:7:3" }))).toBe("edited a");
    expect(textOf(ask(answers, "B", { line: "/program.ts:11:3" }))).toBe("edited b");
    const between = answersOf([output("a", 1), output("b", 1, atLine(9))]);
    expect(textOf(ask(between, "a", { line: "/program.ts:7:3" }))).toBe("edited a");
    expect(textOf(ask(between, "new", { line: "/program.ts:10:3" }))).toBeNull();
  });

  test("is not looked for elsewhere because two calls that ask the same changed places", () => {
    const answers = answersOf([call("a", 1), call("a", 1, atLine(9)), output("c", 1, atLine(13))]);
    expect(textOf(ask(answers, "a", { line: "/program.ts:9:3" }))).toBe("a");
    expect(textOf(ask(answers, "a"))).toBe("a");
    expect(textOf(ask(answers, "C", { line: "/program.ts:13:3" }))).toBe("edited c");
    expect(textOf(ask(answers, "new", { line: "/program.ts:17:3" }))).toBeNull();
  });

  test("is told by the order where no line is known, if the server says that it may be", () => {
    const unknown = { at: { line: null, nth: 2 } };
    const first: RecordedLine = { body: say("x"), answer: "x", at: { line: null, nth: 1 } };
    const answers = answersOf([first, output("a", 2, unknown)]);
    expect(["x", "A"].map((text) => textOf(ask(answers, text, { line: null })))).toEqual([
      "x",
      "edited a",
    ]);
    const { at: _, ...withoutPlace } = output("a", 2);
    const chance = answersOf([first, withoutPlace]);
    expect(["x", "A"].map((text) => textOf(ask(chance, text, { line: null })))).toEqual([
      "x",
      null,
    ]);
  });
});
