import { describe, expect, test } from "vitest";
import { Tokenizer } from "#src/provenance/tokenize.ts";
import { normalized } from "./normalized.ts";

const tokenizer = new Tokenizer();

/** The words of a text as they stand in it. */
function pieces(text: string): string[] {
  const { count, starts, ends } = tokenizer.tokenize(text);
  return Array.from({ length: count }, (_, index) => text.slice(starts[index], ends[index]));
}

function hashes(text: string): number[] {
  const words = tokenizer.tokenize(text);
  return [...words.hashes.subarray(0, words.count)];
}

describe("the words of a text", () => {
  test.each([
    ["", []],
    [" \n\t ", []],
    ["Hello, world!", ["Hello", "world"]],
    ["a\\nb", ["a", "b"]],
    ["C:\\temp", ["C", "emp"]],
    ["caf\\u00e9 au lait", ["caf\\u00e9", "au", "lait"]],
    ["fish &amp; chips &lt;b&gt;", ["fish", "chips", "b"]],
    ["AT&T", ["AT", "T"]],
    ["REST & more", ["REST", "more"]],
    ["caf&#233; x", ["caf&#233;", "x"]],
    ["港町だ", ["港", "町", "だ"]],
    ["**bold** _it_ `code` ~~no~~", ["bold", "it", "code", "no"]],
    ["tail\\", ["tail"]],
    ["\\u12", ["u12"]],
    ["👍 fine", ["fine"]],
    ["&", []],
  ])("%j", (text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  test.each([
    ["JSON", (text: string) => JSON.stringify(text)],
    ["JSON in JSON", (text: string) => JSON.stringify(JSON.stringify(text))],
    ["upper case", (text: string) => text.toUpperCase()],
    [
      "HTML",
      (text: string) =>
        text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;"),
    ],
    [
      "ASCII",
      (text: string) =>
        text.replaceAll(
          /[^\x20-\x7e]/g,
          (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
        ),
    ],
    ["Markdown", (text: string) => text.replaceAll(/[\p{L}\p{N}]+/gu, "**$&**")],
    ["other white space", (text: string) => text.replaceAll(" ", "\r\n\t")],
  ])("are the same as %s", (_name, dress) => {
    const text = 'Über "Ärger" & Glück:\n<b>naïve</b> — 3.14\t(ok)\\ end';
    expect(hashes(dress(text))).toEqual(hashes(text));
  });

  test("are those of the slow way for all of Latin-1", () => {
    const text = Array.from({ length: 0x17f }, (_, code) => `x${String.fromCharCode(code)}y`)
      // Escapes, and the one letter whose lower case is a letter and a mark.
      .filter((piece) => piece !== "x&y" && piece !== "x\\y" && piece !== "x\u0130y")
      .join(" ");
    expect(tokenizer.tokenize(text).count).toBe(normalized(text).split(" ").length);
  });

  test("are many in a long text, after which a short one is read as before", () => {
    expect(tokenizer.tokenize("one two ".repeat(200_000)).count).toBe(400_000);
    expect(pieces("one two")).toEqual(["one", "two"]);
  });
});
