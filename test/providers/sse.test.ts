import { describe, expect, test } from "vitest";
import { parseEventStream } from "#src/providers/sse.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const data = (text: string): string[] => parseEventStream(bytes(text)).map((event) => event.data);

// The examples and rules of https://html.spec.whatwg.org/multipage/server-sent-events.html
describe("parseEventStream()", () => {
  test.each([
    ["lines of one event are joined", "data: YHOO\ndata: +2\ndata: 10\n\n", ["YHOO\n+2\n10"]],
    ["an empty data line counts", "data\n\ndata\ndata\n\ndata:", ["", "\n"]],
    [
      "one space after the colon is dropped",
      "data:test\n\ndata: test\n\ndata:  test\n\n",
      ["test", "test", " test"],
    ],
    ["carriage returns end lines", "data: a\r\rdata: b\r\n\r\n", ["a", "b"]],
    ["line ends may be mixed", "data: a\rdata: b\ndata: c\r\n\n", ["a\nb\nc"]],
    ["comments are ignored", ": keep-alive\n\ndata: a\n:x\n\n", ["a"]],
    ["a byte order mark is ignored", "\uFEFFdata: a\n\n", ["a"]],
    ["unknown fields are ignored", "foo: 1\ndata: a\ndatax: b\n\n", ["a"]],
    ["an event without its blank line is dropped", "data: a\n\ndata: b\n", ["a"]],
    ["an event without data is no event", "event: ping\n\n", []],
    ["other line separators are text", "data: a\u2028b\u0085c\n\n", ["a\u2028b\u0085c"]],
  ])("%s", (_, text, expected) => expect(data(text)).toEqual(expected));

  test("gives the type and the last id", () => {
    const events = parseEventStream(
      bytes("id: 1\nevent: add\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"),
    );
    expect(events).toEqual([
      { event: "add", data: "a", id: "1" },
      { event: "message", data: "b", id: "1" },
      { event: "message", data: "c", id: "" },
    ]);
  });

  test("gives an unfinished event where that is asked for", () => {
    const events = parseEventStream(bytes("data: a\n\ndata: b"), { keepUnfinished: true });
    expect(events.map((event) => event.data)).toEqual(["a", "b"]);
  });

  test("a megabyte in one event takes no time to speak of", () => {
    const started = performance.now();
    expect(data(`data: ${"x".repeat(5_000_000)}\n\n`)[0]?.length).toBe(5_000_000);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
