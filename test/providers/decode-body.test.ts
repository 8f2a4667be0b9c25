import { createHash } from "node:crypto";
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeBody } from "#src/providers/decode-body.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const body = { answer: "21 °C", list: [1, 2] };
const json = bytes(JSON.stringify(body));
const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

function decode(
  data: Uint8Array,
  contentType: string | null,
  contentEncoding: string | null = null,
) {
  return decodeBody(data, { contentType, contentEncoding });
}

describe("decodeBody()", () => {
  test.each([
    ["gzip", gzipSync(json)],
    ["br", brotliCompressSync(json)],
    ["deflate", deflateSync(json)],
    ["deflate", deflateRawSync(json)],
    ["zstd", zstdCompressSync(json)],
    ["gzip, br", brotliCompressSync(gzipSync(json))],
    ["identity", json],
    ["gzip", json],
    ["unknown", json],
  ])("undoes %s", (encoding, data) => {
    expect(decode(data, "application/json", encoding)).toMatchObject({ kind: "json", value: body });
  });

  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["zstd", zstdCompressSync],
  ])("gives what came of a %s stream cut short, and throws at no cut", (encoding, compress) => {
    const events = Array.from(
      { length: 3_000 },
      (_, n) => `data: {"n":${n},"x":"${sha256(bytes(`${n}`))}"}\n\n`,
    );
    const whole = compress(events.join(""));
    for (let part = 1; part < 20; part++) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 20));
      const { kind, value } = decode(cut, "text/event-stream", encoding);
      if (kind !== "empty") expect(kind).toBe("stream");
      if (part === 19) expect(String(value)).toContain('data: {"n":1000,');
    }
  });

  test.each([
    ["application/json", '{"a":', "text", '{"a":'],
    ["text/plain; charset=utf-8", "Hello", "text", "Hello"],
    ["text/plain", '{"a":1}', "json", { a: 1 }],
    [null, '[{"a":1}]', "json", [{ a: 1 }]],
    ["text/plain", "12", "text", "12"],
    ["application/x-www-form-urlencoded", "a=1&b=x%20y", "form", { a: "1", b: "x y" }],
    ["application/json", "", "empty", null],
    ["application/x-ndjson", '{"a":1}\n{"a":2}\n', "stream", '{"a":1}\n{"a":2}\n'],
  ])("%s: %j is %s", (contentType, text, kind, value) => {
    expect(decode(bytes(text), contentType)).toMatchObject({ kind, value });
  });

  test("shows binary by type, size and hash", () => {
    const sound = new Uint8Array([0xff, 0xfb, 0x90, 0x00]);
    expect(decode(sound, "audio/mpeg").value).toEqual({
      $binary: { media_type: "audio/mpeg", size_bytes: 4, sha256: sha256(sound) },
    });
  });

  test("reads a form as fetch writes it, files by type, size and hash", async () => {
    const form = new FormData();
    const file = new Uint8Array([13, 10, 45, 45, 0, 255]);
    form.append("model", "whisper-1");
    form.append("include[]", "a");
    form.append("include[]", "b");
    form.append("options", '{"x":1}');
    form.append("file", new File([file], 'tape "1".wav', { type: "audio/wav" }));
    const request = new Request("http://localhost", { method: "POST", body: form });
    // Bun has the header only until the body is read.
    const contentType = request.headers.get("content-type");
    const decoded = decode(new Uint8Array(await request.arrayBuffer()), contentType);
    expect(decoded.kind).toBe("form");
    expect(decoded.value).toEqual({
      model: "whisper-1",
      "include[]": ["a", "b"],
      options: { x: 1 },
      file: {
        $file: {
          name: 'tape "1".wav',
          media_type: "audio/wav",
          size_bytes: 6,
          sha256: sha256(file),
        },
      },
    });
  });
});
