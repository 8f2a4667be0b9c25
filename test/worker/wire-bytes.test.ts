import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { recordBody } from "#src/worker/wire-bytes.ts";

const scrub = (text: string): string => text.replaceAll("hunter22", "[secret removed]");
const describeAs = (contentEncoding: string | null) => ({
  contentType: "application/json",
  contentEncoding,
  scrub,
});

describe("recordBody() of a compressed body", () => {
  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["zstd", zstdCompressSync],
  ])("in %s keeps no secret", (encoding, compress) => {
    const bytes = compress(Buffer.from('{"said":"hunter22"}'));
    expect(recordBody(bytes, describeAs(encoding))).toEqual({
      encoding: "utf8",
      content: '{"said":"[secret removed]"}',
      content_type: "application/json",
      content_encoding: null,
      bytes: bytes.length,
    });
  });

  test("that broke off keeps no secret either", () => {
    const whole = gzipSync(`hunter22 ${crypto.randomUUID().repeat(20)}`);
    const recorded = recordBody(whole.subarray(0, whole.length - 10), describeAs("gzip"));
    expect(recorded.content).toMatch(/^\[secret removed\] /);
  });

  test.each([
    ["has no secret", gzipSync('{"said":"nothing"}'), "gzip"],
    ["is in an encoding nobody knows", gzipSync("hunter22"), "x-other"],
    ["is not compressed", Buffer.from([0xff, 0xfe, 0x00]), "gzip"],
  ])("that %s is kept as it came", (_, bytes, encoding) => {
    expect(recordBody(bytes, describeAs(encoding))).toMatchObject({
      encoding: "base64",
      content: bytes.toString("base64"),
      content_encoding: encoding,
    });
  });
});
