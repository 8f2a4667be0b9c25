import { EventStreamCodec } from "@smithy/core/event-streams";
import { describe, expect, test } from "vitest";
import { parseAwsEventStream } from "#src/providers/aws-event-stream.ts";

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes as Uint8Array)),
  (text) => new TextEncoder().encode(text),
);

/** A frame by the SDK's own encoder, with headers of every type before the one that counts. */
function frame(text: string): Uint8Array {
  return codec.encode({
    headers: {
      yes: { type: "boolean", value: true },
      byte: { type: "byte", value: 7 },
      short: { type: "short", value: 300 },
      integer: { type: "integer", value: 70_000 },
      bytes: { type: "binary", value: new Uint8Array([1, 2, 3]) },
      at: { type: "timestamp", value: new Date(0) },
      uuid: { type: "uuid", value: "01234567-89ab-cdef-0123-456789abcdef" },
      ":event-type": { type: "string", value: "chunk" },
    },
    body: new TextEncoder().encode(text),
  });
}

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const texts = (bytes: Uint8Array): string[] =>
  parseAwsEventStream(bytes).map(({ payload }) => new TextDecoder().decode(payload));

describe("parseAwsEventStream()", () => {
  test("reads frames as the SDK writes them, past headers of every type", () => {
    const [first] = parseAwsEventStream(frame("é"));
    expect(first?.headers).toEqual({ ":event-type": "chunk" });
    expect(texts(join(frame("one"), frame(""), frame("three")))).toEqual(["one", "", "three"]);
  });

  test("gives the whole frames of a stream cut anywhere", () => {
    const first = frame("one");
    const whole = join(first, frame("two"));
    for (let end = 0; end < whole.length; end++) {
      expect(texts(whole.subarray(0, end))).toEqual(end < first.length ? [] : ["one"]);
    }
  });

  test("stops at a frame whose checksum is wrong", () => {
    const bytes = join(frame("one"), frame("two"), frame("three"));
    const damaged = bytes.slice();
    damaged[frame("one").length + 40] = (damaged[frame("one").length + 40] ?? 0) ^ 0xff;
    expect(texts(damaged)).toEqual(["one"]);
  });

  test("takes anything for no frame", () => {
    expect(
      parseAwsEventStream(new TextEncoder().encode('{"message":"not a stream at all"}')),
    ).toEqual([]);
  });
});
