import { appendFileSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openSpoolStream } from "#src/record/spool-stream.ts";

const line = (seq: number, text = "x"): string =>
  `{"seq":${seq},"event":${JSON.stringify({ text })}}\n`;

function newFile(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "ao-stream-")), "1-a.jsonl");
  writeFileSync(path, content);
  return path;
}

const newFolder = (content: string): string => dirname(newFile(content));

interface Message {
  readonly stream_id: string;
  readonly events: { readonly seq: number }[];
}
const numbers = (message: string | null): number[] =>
  message === null ? [] : (JSON.parse(message) as Message).events.map(({ seq }) => seq);

describe("spool stream", () => {
  test("sends whole lines only, and the rest when it has come", () => {
    const path = newFile(line(1) + line(2) + '{"seq":3,"ev');
    const stream = openSpoolStream(dirname(path), "1-a");
    expect(numbers(stream.next())).toEqual([1, 2]);
    expect(stream.next()).toBeNull();
    appendFileSync(path, 'ent":{"text":"x"}}\n');
    expect(numbers(stream.next())).toEqual([3]);
  });

  test("is delivered when all is acknowledged, not when all is sent", () => {
    const stream = openSpoolStream(newFolder(line(1) + line(2)), "1-a");
    stream.next();
    expect(stream.isDelivered()).toBe(false);
    stream.acknowledge(2);
    expect(stream.isDelivered()).toBe(true);
  });

  test("after a lost connection it starts again behind what was acknowledged", () => {
    const path = newFile(line(1));
    const stream = openSpoolStream(dirname(path), "1-a");
    stream.next();
    stream.acknowledge(1);
    appendFileSync(path, line(2) + line(3));
    expect(numbers(stream.next())).toEqual([2, 3]);
    stream.rewind();
    expect(numbers(stream.next())).toEqual([2, 3]);
  });

  test("a line of 20 MB goes out whole; many lines in messages of about 1 MB", () => {
    const large = openSpoolStream(newFolder(line(1, "y".repeat(20_000_000)) + line(2)), "1-a");
    expect(numbers(large.next())[0]).toBe(1);
    const many = Array.from({ length: 3000 }, (_, index) => line(index + 1, "z".repeat(1000)));
    const stream = openSpoolStream(newFolder(many.join("")), "1-a");
    const seen: number[] = [];
    for (let message = stream.next(); message !== null; message = stream.next()) {
      expect(message.length).toBeLessThan(1_200_000);
      seen.push(...numbers(message));
    }
    expect(seen).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
  });

  test("goes on in the next file when the first is delivered, which is then gone", () => {
    const path = newFile(line(1));
    const stream = openSpoolStream(dirname(path), "1-a");
    expect(numbers(stream.next())).toEqual([1]);
    appendFileSync(path, line(2));
    writeFileSync(path.replace(".jsonl", ".2.jsonl"), line(3));
    stream.acknowledge(1);
    expect(stream.isDelivered()).toBe(false);
    expect(numbers(stream.next())).toEqual([2]);
    expect(stream.next()).toBeNull();
    stream.rewind();
    expect(numbers(stream.next())).toEqual([2]);
    stream.acknowledge(2);
    expect(stream.isDelivered()).toBe(false);
    expect(numbers(stream.next())).toEqual([3]);
    expect(existsSync(path)).toBe(false);
    stream.acknowledge(3);
    expect(stream.isDelivered()).toBe(true);
  });

  test("no more than the window is on its way without an acknowledgement", () => {
    const many = Array.from({ length: 12 }, (_, index) => line(index + 1, "z".repeat(1_000_000)));
    const stream = openSpoolStream(newFolder(many.join("")), "1-a");
    let sent = 0;
    while (stream.next() !== null) sent += 1;
    expect(sent).toBeLessThan(12);
    stream.acknowledge(sent);
    expect(stream.next()).not.toBeNull();
  });
});
