import { describe, expect, test } from "vitest";
import {
  RUN,
  STREAM,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  openService,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";

const picture = Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)));
const hashOf = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

describe("attachment()", () => {
  test("gives back a picture of a request, which is stored once however often it is sent", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    const url = `data:image/png;base64,${picture.toString("base64")}`;
    const content = [
      { type: "text", text: "What is this?" },
      { type: "image_url", image_url: { url } },
    ];
    const asked = (id: string, more: string) =>
      callStart(
        id,
        chatRequest([
          { role: "user", content },
          { role: "user", content: more },
        ]),
      );
    await service.ingest(
      RUN,
      STREAM,
      numbered([asked("1", "a"), callEnd("1", chatAnswer("a cat"))]),
    );
    const before = (await service.findSession("agent")).size_bytes;
    await service.ingest(RUN, STREAM, numbered([asked("2", "b")], 3));
    const { attachments } = (await service.outline(RUN)).nodes[1] ?? {};
    expect(attachments).toEqual([
      {
        side: "input",
        path: "messages[0].content[1].image_url.url",
        media_type: "image/png",
        size_bytes: picture.length,
        sha256: hashOf(picture),
      },
    ]);
    const file = await service.attachment(hashOf(picture));
    expect(file.mediaType).toBe("image/png");
    expect(Buffer.from(file.bytes)).toEqual(picture);
    expect((await service.findSession("agent")).size_bytes - before).toBeLessThan(
      picture.length / 3,
    );
  });

  test("gives back a file of a form", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    const bytes = Buffer.concat([
      Buffer.from('--xx\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n'),
      Buffer.from('--xx\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n'),
      Buffer.from("Content-Type: audio/mpeg\r\n\r\n"),
      picture,
      Buffer.from("\r\n--xx--\r\n"),
    ]);
    const request = {
      encoding: "base64" as const,
      content: bytes.toString("base64"),
      bytes: bytes.length,
      content_type: "multipart/form-data; boundary=xx",
      content_encoding: null,
    };
    const call = { operation: "openai.transcription", request };
    await service.ingest(RUN, STREAM, numbered([callStart("1", "", call)]));
    const file = await service.attachment(hashOf(picture));
    expect(file.mediaType).toBe("audio/mpeg");
    expect(Buffer.from(file.bytes)).toEqual(picture);
  });

  test("knows nothing of other hashes", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const unknown = service.attachment("0".repeat(64));
    await expect(unknown).rejects.toMatchObject({ code: "not_found" });
  });
});
