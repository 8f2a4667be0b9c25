import { describe, expect, test } from "vitest";
import { type Explanation, explainCall } from "#src/frozen/explain-call.ts";
import { judge } from "#src/frozen/judge.ts";
import { REFUSED, callEvents, chatCall, frozenRun, question, servedAs } from "./frozen-run.ts";

const first = chatCall("n1", question("a"), "b");
const second = chatCall("n2", question("a", "b"), "c");
const FROZEN = frozenRun([first, second]);
const both = [
  ...callEvents("1", first.request, servedAs("n1")),
  ...callEvents("2", second.request, servedAs("n2")),
];
const ended = { exitCode: 0, timedOut: false };
const lenient = { end: ended, strict: false };

describe("judge()", () => {
  test("passes a program that did as it was recorded", () => {
    const judgement = judge(FROZEN, both, { end: ended, strict: true });
    expect(judgement).toMatchObject({ passed: true, served: 2, unknown: [], notMade: [] });
  });

  test.each([
    ["exits otherwise", { end: { exitCode: 3, timedOut: false }, strict: false }],
    ["takes too long", { end: { exitCode: 0, timedOut: true }, strict: false }],
  ])("fails one that %s", (_, options) => {
    expect(judge(FROZEN, both, options).passed).toBe(false);
  });

  test("fails one that asks something else, and says where", () => {
    const events = [...both.slice(0, 2), ...callEvents("2", question("a", "x"), REFUSED)];
    const judgement = judge(FROZEN, events, lenient);
    expect(judgement).toMatchObject({
      passed: false,
      served: 1,
      unknown: [{ location: { line: 3 }, wasSent: false }],
      notMade: [{ call: "n2 a call" }],
    });
  });

  test("fails one whose call could not be kept from leaving", () => {
    const end = { ...REFUSED, outcome: "ok" as const, error: null };
    const judgement = judge(FROZEN, [...both, ...callEvents("3", {}, end)], lenient);
    expect(judgement).toMatchObject({ passed: false, unknown: [{ wasSent: true }] });
  });

  test("tells of calls that are not made any more, and fails for them where that is wanted", () => {
    const some = both.slice(0, 2);
    expect(judge(FROZEN, some, lenient)).toMatchObject({ passed: true, notMade: [second] });
    expect(judge(FROZEN, some, { ...lenient, strict: true }).passed).toBe(false);
  });

  test("fails where ao could not watch", () => {
    const problem = { type: "runner-log" as const, level: "error" as const, message: "broken" };
    expect(judge(FROZEN, [...both, problem], lenient)).toMatchObject({
      passed: false,
      problems: ["broken"],
    });
  });
});

function asked(content: string): object {
  return { model: "m", tools: ["t"], messages: [{ content }] };
}

function explain(body: unknown): Explanation {
  const [unknown] = judge(FROZEN, callEvents("1", body, REFUSED), lenient).unknown;
  if (unknown === undefined) throw new Error("no unknown call");
  return explainCall(unknown, FROZEN, []);
}

describe("explainCall()", () => {
  test.each([
    [question("a", "x"), "n2 a call", "messages[1].content", "b", "x"],
    [
      question("a", "b", "new"),
      "n2 a call",
      "messages[2]",
      null,
      '{"role":"user","content":"new"}',
    ],
    [{ model: "m2", messages: [{ role: "user", content: "a" }] }, "n1 a call", "model", "m", "m2"],
    [{ ...(question("a") as object), temperature: 1 }, "n1 a call", "temperature", null, "1"],
  ])("%j: nearest %s, at %s", (body, ...expected) => {
    const { nearest, path, old, new: now } = explain(body);
    expect([nearest, path, old, now]).toEqual(expected);
  });

  test("takes the call that is meant among those that share all but the question", () => {
    const calls = ["What is a sable?", "What eats it in winter?", "Which river is long?"].map(
      (content, index) => chatCall(`n${index + 1}`, asked(content), ""),
    );
    const [unknown] = judge(
      FROZEN,
      callEvents("1", asked("What eats it in summer?"), REFUSED),
      lenient,
    ).unknown;
    if (unknown === undefined) throw new Error("no unknown call");
    expect(explainCall(unknown, frozenRun(calls), []).nearest).toBe("n2 a call");
    const twice = frozenRun([
      chatCall("n1", asked("Same?"), ""),
      chatCall("n2", asked("Same?"), ""),
    ]);
    expect(explainCall(unknown, twice, twice.calls.slice(1)).nearest).toBe("n2 a call");
  });

  test("shows of long texts where they part", () => {
    const long = "word ".repeat(500);
    const [unknown] = judge(
      FROZEN,
      callEvents("1", question(`${long}here it is new`), REFUSED),
      lenient,
    ).unknown;
    if (unknown === undefined) throw new Error("no unknown call");
    const test = frozenRun([chatCall("n1", question(`${long}there it was`), "")]);
    const explained = explainCall(unknown, test, []);
    expect(explained.old).toMatch(/^…[word ]+there it was$/);
    expect(explained.new).toMatch(/^…[word ]+here it is new$/);
  });

  test("of the same request says that it is the same", () => {
    expect(explain(first.request)).toMatchObject({ nearest: "n1 a call", path: null });
  });

  test("names none where no call is of its kind", () => {
    const [unknown] = judge(FROZEN, callEvents("1", {}, REFUSED), lenient).unknown;
    if (unknown === undefined) throw new Error("no unknown call");
    const other = { ...unknown, operation: "anthropic.messages" };
    expect(explainCall(other, FROZEN, [])).toMatchObject({ nearest: null });
  });
});
