import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CacheEntry } from "#src/protocol/cache-file.ts";
import { type Answers, readAnswers } from "#src/worker/answers.ts";

function answersOf(...texts: string[]): Answers {
  const path = join(mkdtempSync(join(tmpdir(), "ao-answers-")), "cache.jsonl");
  const entries = texts.map((content, occurrence): CacheEntry => ({
    input_hash: "h",
    occurrence,
    node_id: `n${occurrence + 1}`,
    run_id: "abcdefghjkmn",
    status: 200,
    content_type: "application/json",
    parts: [{ encoding: "utf8", content }],
  }));
  writeFileSync(path, `${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`);
  return readAnswers(path);
}

const take = (answers: Answers): string | null => {
  const found = answers.take("h");
  return found === null ? null : Buffer.concat(found.answer.parts).toString();
};

describe("recorded answers", () => {
  test("the nth identical request gets the nth answer, then none", () => {
    const answers = answersOf("first", "second", "third");
    expect([take(answers), take(answers), take(answers), take(answers)]).toEqual([
      "first",
      "second",
      "third",
      null,
    ]);
  });

  test("the retry of a failed live call has the failed call's place", () => {
    const answers = answersOf("first");
    take(answers);
    expect(take(answers)).toBeNull();
    answers.giveBack("h");
    expect(take(answers)).toBeNull();
    answers.giveBack("h");
    answers.giveBack("h");
    expect(take(answers)).toBe("first");
  });

  test("another request gets nothing", () => {
    expect(answersOf("first").take("other")).toBeNull();
  });
});
