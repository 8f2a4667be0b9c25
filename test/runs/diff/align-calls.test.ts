import { describe, expect, test } from "vitest";
import { type AlignableCall, alignCalls } from "#src/runs/diff/align-calls.ts";

/** `name@site#hash=origin`; everything but the name may be missing. */
function call(text: string): AlignableCall {
  const [, name = "", site = "", hash, origin] =
    /^(\w+)(?:@(\w+))?(?:#(\w+))?(?:=(\w+))?$/.exec(text) ?? [];
  return {
    id: name,
    origin: origin ?? name,
    inputHash: hash ?? null,
    occurrence: 0,
    site: `chat ${site}`,
    moved: "chat",
  };
}

const align = (a: string, b: string): string =>
  alignCalls(words(a), words(b))
    .map((pair) => `${pair.a ?? "-"}:${pair.b ?? "-"}`)
    .join(" ");
const words = (text: string): AlignableCall[] =>
  text.split(" ").flatMap((word) => (word === "" ? [] : [call(word)]));

describe("alignCalls()", () => {
  test.each([
    ["what was served from what", "a1@x a2@x", "b1@x=a2 b2@x=a1", "a2:b1 a1:b2"],
    ["equal requests, in another order too", "a1#p a2#q", "b1#q b2#p", "a2:b1 a1:b2"],
    ["the same line of code, changed", "a1@x#p a2@y#q", "b1@x#p b2@y#r", "a1:b1 a2:b2"],
    ["a call that came", "a1@x#p a2@z#q", "b1@x#p bn@y#n b2@z#q", "a1:b1 -:bn a2:b2"],
    ["a call that went", "a1@x#p a2@y#m a3@z#q", "b1@x#p b3@z#q", "a1:b1 a2:- a3:b3"],
    [
      "what went stays behind what it followed",
      "a1@x#p a2@q a3@z#q",
      "b3@z#q b1@x#p",
      "a3:b3 a1:b1 a2:-",
    ],
    ["moved lines", "a1@l10#p a2@l20#q", "b1@l11#r b2@l21#s", "a1:b1 a2:b2"],
    ["parallel calls that changed places", "a1@x a2@y", "b1@y b2@x", "a2:b1 a1:b2"],
    ["nothing on one side", "", "b1@x", "-:b1"],
  ])("%s", (_name, a, b, expected) => {
    expect(align(a, b)).toBe(expected);
  });

  test("an unchanged loop of which one round was edited keeps all others", () => {
    const a = Array.from({ length: 50 }, (_, index) => `a${index}@x#h${index}`);
    const b = a.map((text, index) => (index === 20 ? "b20@x#other" : text.replace("a", "b")));
    const expected = a.map((_, index) => `a${index}:b${index}`).join(" ");
    expect(align(a.join(" "), b.join(" "))).toBe(expected);
  });

  test("10,000 calls that all changed, from sites in random order, are each paired once", () => {
    let state = 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const run = (name: string): AlignableCall[] =>
      Array.from({ length: 10_000 }, (_, index) =>
        call(`${name}${index}@s${Math.floor(random() * 40)}#${name}${index}`),
      );
    const pairs = alignCalls(run("a"), run("b"));
    const sides = (side: "a" | "b") => pairs.flatMap((pair) => pair[side] ?? []);
    expect(new Set(sides("a")).size).toBe(10_000);
    expect(new Set(sides("b")).size).toBe(10_000);
    expect(sides("a")).toHaveLength(10_000);
    expect(sides("b")).toHaveLength(10_000);
  });
});
