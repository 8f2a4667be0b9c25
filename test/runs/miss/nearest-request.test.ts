import { describe, expect, test } from "vitest";
import { likeliest } from "#src/runs/miss/candidates.ts";
import { nearestRequest } from "#src/runs/miss/nearest-request.ts";

const request = (text: string, line = "a.ts:1") => ({
  line,
  body: { model: "m", messages: [{ role: "user", content: text }] },
});

const call = (changes: object) => ({
  operation: "openai.chat",
  line: "a.ts:1",
  place: "0 ",
  order: 0,
  ...changes,
});

describe("nearestRequest()", () => {
  test("is the one with most text in common", () => {
    const far = request("Write a poem about the sea");
    const near = request("List three hotels in Porto");
    const found = nearestRequest(request("List three hotels in Lisbon"), [far, near]);
    expect(found?.candidate).toBe(near);
    expect(found?.difference).toEqual({
      path: "messages[0].content",
      old: "List three hotels in Porto",
      new: "List three hotels in Lisbon",
    });
  });

  test("is rather one of the same line of code, unless another is far more alike", () => {
    const asked = request("Summarise: abcdefghij", "a.ts:5");
    const sameLine = request("Summarise: klmnopqrst", "a.ts:5");
    expect(nearestRequest(asked, [request("Summarise: abcdezzzzz"), sameLine])?.candidate).toBe(
      sameLine,
    );
    const equal = request("Summarise: abcdefghij", "b.ts:9");
    const other = request("Something else entirely, and long", "a.ts:5");
    expect(nearestRequest(asked, [other, equal])?.candidate).toBe(equal);
  });

  test("is none of none, and says so where nothing differs", () => {
    expect(nearestRequest(request("a"), [])).toBeNull();
    expect(nearestRequest(request("a"), [request("a")])?.difference).toBeNull();
  });
});

describe("likeliest()", () => {
  test("prefers line of code, then place, then order; leaves out other operations and taken calls", () => {
    const calls = [
      call({ line: "b.ts:1", order: 3 }),
      call({ order: 9 }),
      call({ order: 4 }),
      call({ order: 3, place: "0 sample-2" }),
      call({ order: 3, operation: "openai.embeddings" }),
      call({ order: 3, taken: true }),
    ];
    const found = likeliest(call({ order: 3 }), calls, (each) => "taken" in each);
    expect(found).toEqual([calls[2], calls[1], calls[3], calls[0]]);
  });

  test("compares no more than eight of a thousand", () => {
    const calls = Array.from({ length: 1000 }, (_, order) => call({ order }));
    const found = likeliest(call({ order: 500 }), calls, () => false);
    expect(found).toHaveLength(8);
    expect(found[0]).toBe(calls[500]);
  });
});
