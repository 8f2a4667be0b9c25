import { describe, expect, test } from "vitest";
import { partsWithRequestId, withRequestId } from "#src/providers/mcp/answer-id.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("withRequestId()", () => {
  test.each([
    ['{"jsonrpc":"2.0","id":1,"result":{}}', '{"jsonrpc":"2.0","id":9,"result":{}}'],
    [
      'event: message\r\ndata: {"id":1,"result":{}}\r\n\r\n',
      'event: message\r\ndata: {"id":9,"result":{}}\r\n\r\n',
    ],
    [
      'data: {"method":"notifications/message"}\n\n',
      'data: {"method":"notifications/message"}\n\n',
    ],
    ["not JSON", "not JSON"],
  ])("%j gets the id of the request", (answer, expected) => {
    expect(withRequestId(answer, { id: 9 })).toBe(expected);
  });
});

describe("partsWithRequestId()", () => {
  test("finds a response that its parts cut, even inside a character", () => {
    const bytes = encode('data: {"id":1,"result":{"text":"21 °C"}}\n\n');
    for (let at = 0; at <= bytes.length; at++) {
      const parts = partsWithRequestId([bytes.subarray(0, at), bytes.subarray(at)], { id: "x" });
      const text = new TextDecoder().decode(Buffer.concat(parts));
      expect(text).toBe('data: {"id":"x","result":{"text":"21 °C"}}\n\n');
    }
  });

  test("leaves the parts alone where there is nothing to change", () => {
    const parts = [encode("not "), encode("JSON-RPC")];
    expect(partsWithRequestId(parts, { id: 1 })).toBe(parts);
  });
});
