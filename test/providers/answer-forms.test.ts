// What a runner can be given of an answer: the recorded bytes in the recorded form, and the other
// forms a request may ask for.
import { describe, expect, it } from "vitest";
import { answerForms, bodyForms } from "#src/providers/answer-forms.ts";
import { asksForUsageChunk } from "#src/providers/openai/usage-chunk.ts";
import { operations } from "#src/providers/registry.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { recognize } from "#src/providers/recognizers.ts";
import { operationOf, output, requestBody } from "#test/contracts/provider-contract.ts";
import { loadFixture, loadFixtures, type ProviderFixture } from "./load-fixtures.ts";

function forms(fixture: ProviderFixture, arrivals: [number, number][] = [], wanted?: string) {
  const contentType = fixture.response_headers["content-type"] ?? null;
  return answerForms(fixture.operation, {
    status: fixture.status,
    contentType,
    bytes: fixture.response,
    arrivals,
    ...(wanted === undefined ? {} : { wanted }),
  });
}

/** What people take for one character. */
function countCharacters(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

const bytesOf = (body: { parts: { content: string; encoding: "utf8" | "base64" }[] } | undefined) =>
  Buffer.concat((body?.parts ?? []).map((part) => Buffer.from(part.content, part.encoding)));

describe.each(loadFixtures().map((fixture) => [fixture.name, fixture] as const))(
  "%s",
  (_, fixture) => {
    it("is given as recorded to the request it was recorded with", () => {
      const isUpload = !(fixture.request_headers["content-type"] ?? "").includes("json");
      const [recognizer] = recognize("POST", fixture.path);
      const url = `${fixture.path}${fixture.query}`;
      const form = recognizer?.form?.(isUpload ? undefined : requestBody(fixture), url) ?? "plain";
      // An error comes plain, whatever was asked for.
      const wanted = fixture.status >= 400 ? "plain" : form;
      // The one that counts tokens unasked.
      const unasked = fixture.name.includes("deepseek") ? form : undefined;
      const recorded = forms(fixture, [], unasked)[wanted];
      expect(recorded?.content_type).toBe(fixture.response_headers["content-type"]);
      expect(bytesOf(recorded)).toEqual(Buffer.from(fixture.response));
    });

    it.skipIf(fixture.status >= 400)("can be had in every form of its provider", () => {
      const known = operationOf(fixture).forms ?? ["plain"];
      const missing = known.filter((form) => forms(fixture)[form] === undefined);
      expect(missing).toEqual(fixture.operation === "openai.speech" ? ["stream"] : []);
    });
  },
);

describe("a recorded answer", () => {
  it("keeps the parts it came in, and when", () => {
    const fixture = loadFixture("anthropic/text-stream");
    const size = fixture.response.length;
    // The second cut is inside a character.
    const cut = Buffer.from(fixture.response).indexOf("°") + 1;
    const arrivals: [number, number][] = [
      [5, 100],
      [9, cut - 100],
      [20, size - cut],
    ];
    const stream = forms(fixture, arrivals)["stream"];
    expect(stream?.parts.map((part) => [part.at, part.encoding])).toEqual([
      [5, "utf8"],
      [9, "base64"],
      [20, "base64"],
    ]);
    expect(bytesOf(stream)).toEqual(Buffer.from(fixture.response));
  });

  it("comes in one part where the arrivals are of other bytes", () => {
    const { stream } = forms(loadFixture("anthropic/text-stream"), [[5, 7]]);
    expect(stream?.parts).toHaveLength(1);
  });

  it("is served without the tokens to who did not ask for them, at the same times", () => {
    const fixture = loadFixture("openai-chat/text-stream");
    const text = Buffer.from(fixture.response).toString();
    const events = text.split(/(?<=\n\n)/);
    const arrivals = events.map((event, index): [number, number] => [
      index,
      Buffer.byteLength(event),
    ]);
    const { stream, "stream+usage": counted } = forms(fixture, arrivals);
    expect(bytesOf(counted).toString()).toBe(text);
    expect(stream?.parts.map((part) => part.content)).toEqual(
      events.filter((event) => !event.includes('"usage"')),
    );
    expect(stream?.parts.at(-1)).toMatchObject({
      at: events.length - 1,
      content: "data: [DONE]\n\n",
    });
    // Cut anywhere, the same bytes are left.
    for (let first = 1; first < fixture.response.length; first += 37) {
      const again = forms(fixture, [
        [1, first],
        [2, fixture.response.length - first],
      ]);
      expect(bytesOf(again["stream"])).toEqual(bytesOf(stream));
    }
  });

  it("that was not streamed is a stream to who asks for one, and the other way round", () => {
    const operation = operationOf(loadFixture("gemini/text"));
    const { stream, "stream-array": array } = forms(loadFixture("gemini/text"));
    const expected = output(loadFixture("gemini/text"));
    expect(operation.assembleStream({ bytes: bytesOf(stream), contentType: "" })).toEqual(expected);
    expect(JSON.parse(bytesOf(array).toString())).toBeInstanceOf(Array);
    const { plain } = forms(loadFixture("gemini/text-stream"));
    expect(JSON.parse(bytesOf(plain).toString())).toEqual(
      output(loadFixture("gemini/text-stream")),
    );
  });

  it("is told from one with tokens by what its request asks for", () => {
    const asking = loadFixture("openai-chat/text-stream").request;
    expect(asksForUsageChunk(asking)).toBe(true);
    expect(asksForUsageChunk(loadFixture("openai-chat/text").request)).toBe(false);
  });

  it("of MCP comes as it was, notifications included, since every client takes both forms", () => {
    const fixture = loadFixture("mcp/events");
    expect(bytesOf(forms(fixture)["plain"])).toEqual(Buffer.from(fixture.response));
  });

  it.each([
    ["no.such", "application/json", '{"a":1}', ["plain"]],
    ["no.such", "text/event-stream", "data: x\n\n", ["plain", "stream"]],
    ["openai.chat", "text/html", "<p>Hello", ["plain"]],
    ["openai.chat", "text/event-stream", "data: no json\n\n", ["stream"]],
    ["configured.tool", "application/x-ndjson", '{"a":1}\n{"a":2}\n', ["plain", "stream"]],
  ])("of %s as %s (%j) has the forms %j", (operation, contentType, text, expected) => {
    const given = answerForms(operation, { status: 200, contentType, bytes: Buffer.from(text) });
    expect(Object.keys(given).sort()).toEqual(expected);
    for (const form of Object.values(given)) expect(bytesOf(form).toString()).toBe(text);
  });
});

describe("an edited answer", () => {
  it("of a tool is wrapped as the protocol has it", () => {
    const result = { content: [{ type: "text", text: "9 °C" }] };
    const { plain } = bodyForms("mcp.tools-call", result, "text/event-stream");
    expect(JSON.parse(bytesOf(plain).toString())).toEqual({ jsonrpc: "2.0", id: 0, result });
  });

  it.each([
    ["text/event-stream", 'data: {"a":1}\n\ndata: {"a":2}\n\n'],
    ["application/x-ndjson", '{"a":1}\n{"a":2}\n'],
    ["application/json", '[{"a":1},{"a":2}]'],
    [null, '[{"a":1},{"a":2}]'],
  ])("of a call known by its URL alone has the form of the recorded one: %s", (type, text) => {
    expect(
      bytesOf(bodyForms("configured.tool", [{ a: 1 }, { a: 2 }], type)["plain"]).toString(),
    ).toBe(text);
  });

  it("has a plain form whatever it is", () => {
    for (const { operation } of operations) {
      for (const body of [null, 7, "text", [], {}, { error: { message: "no" } }]) {
        expect(bodyForms(operation, body)["plain"], operation).toBeDefined();
      }
    }
  });
});

describe("a text in pieces", () => {
  it.each([
    ["", []],
    ["word", ["word"]],
    ["two words", ["two", " words"]],
    ["a\r\n\r\nb  ", ["a", "\r\n\r\nb", "  "]],
  ])("%j", (text, pieces) => {
    expect(textPieces(text)).toEqual(pieces);
  });

  it.each([
    ["many words", "word ".repeat(1000)],
    ["base64", "QUJD".repeat(5000)],
    ["families", "👨‍👩‍👧‍👦".repeat(300)],
    ["Chinese", "巴黎今天天气晴朗。".repeat(100)],
    ["a broken surrogate", `${"x".repeat(100)}\ud83d ${"é".repeat(100)}`],
  ])("%s: at most a few, and never inside of a character", (_, text) => {
    const pieces = textPieces(text);
    expect(pieces.join("")).toBe(text);
    expect(pieces.length).toBeLessThanOrEqual(21);
    expect(pieces.length).toBeGreaterThan(1);
    const counted = pieces.map(countCharacters).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(countCharacters(text));
  });
});
