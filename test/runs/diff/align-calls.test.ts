import { describe, expect, test } from "vitest";
import { type AlignableCall, alignCalls } from "#src/runs/diff/align-calls.ts";
import { sketchOf } from "#src/runs/diff/request-sketch.ts";

/**
 * `name@site#hash=origin~request`; everything but the name may be missing. Lines of a site whose name has
 * capitals have a column of their own: they are not known again where they moved. The words of a request
 * are parted by dots; one that starts with "embed" is of another operation.
 */
function call(text: string): AlignableCall {
  const [, name = "", site = "", hash, origin, request = ""] =
    /^(\w+)(?:@(\w+))?(?:#(\w+))?(?:=(\w+))?(?:~([\w.]+))?$/.exec(text) ?? [];
  const kind = request.startsWith("embed") ? "embed" : "chat";
  return {
    id: name,
    origin: origin ?? name,
    inputHash: hash ?? null,
    occurrence: 0,
    kind,
    site: `${kind} ${site}`,
    moved: /[A-Z]/.test(site) ? `${kind} ${site}` : kind,
    sketch: async () => sketchOf(request.replaceAll(".", " ")),
  };
}

const align = async (a: string, b: string): Promise<string> =>
  (await alignCalls(words(a), words(b)))
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
    [
      "another line and another form: the requests are alike",
      "a1@A~plan.a.trip.to.Porto a2@B~name.three.hotels.in.Porto",
      "b1@C~plan.a.trip.to.Faro b2@D~name.three.hotels.in.Faro",
      "a1:b1 a2:b2",
    ],
    [
      "of more than there were, those that are alike",
      "a1@A~plan.a.trip.to.Porto a2@B~name.three.hotels.in.Porto",
      "bn@C~is.it.far b1@D~plan.a.trip.to.Faro bm@E~who.goes b2@F~name.three.hotels.in.Faro",
      "-:bn a1:b1 -:bm a2:b2",
    ],
    [
      "of as many as there were, not the nth with the nth where others are alike",
      "a1@A~is.it.far a2@B~name.three.hotels.in.Porto",
      "b2@C~name.three.hotels.in.Faro bn@D~thank.you",
      "a1:- a2:b2 -:bn",
    ],
    [
      "between calls that are known the order is enough",
      "a1@A#p a2@B~is.it.far a3@C~so.what a4@D#q",
      "b1@A#p b2@E~a.long.way b3@F~oh.well b4@D#q",
      "a1:b1 a2:b2 a3:b3 a4:b4",
    ],
    ["from the start on, too", "a1@A~is.it.far a2@B#q", "b1@C~a.long.way b2@B#q", "a1:b1 a2:b2"],
    [
      "but not where one side has more of them",
      "a1@A#p a2@B~is.it.far a3@C#q",
      "b1@A#p b2@E~a.long.way b3@F~oh.well b4@C#q",
      "a1:b1 a2:- -:b2 -:b3 a3:b4",
    ],
    [
      "nor behind all that is known, where runs go apart",
      "a1@A#p a2@B~is.it.far",
      "b1@A#p b2@E~a.long.way",
      "a1:b1 a2:- -:b2",
    ],
    [
      "nor for another operation",
      "a1@A#p a2@B~plan.a.trip a3@C#q",
      "b1@A#p b2@E~embed.plan.a.trip b3@C#q",
      "a1:b1 a2:- -:b2 a3:b3",
    ],
  ])("%s", async (_name, a, b, expected) => {
    expect(await align(a, b)).toBe(expected);
  });

  test("an unchanged loop of which one round was edited keeps all others", async () => {
    const a = Array.from({ length: 50 }, (_, index) => `a${index}@x#h${index}`);
    const b = a.map((text, index) => (index === 20 ? "b20@x#other" : text.replace("a", "b")));
    const expected = a.map((_, index) => `a${index}:b${index}`).join(" ");
    expect(await align(a.join(" "), b.join(" "))).toBe(expected);
  });

  test("10,000 calls that all changed, from sites in random order, are each paired once", async () => {
    let state = 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const run = (name: string): AlignableCall[] =>
      Array.from({ length: 10_000 }, (_, index) =>
        call(`${name}${index}@s${Math.floor(random() * 40)}#${name}${index}`),
      );
    const pairs = await alignCalls(run("a"), run("b"));
    const sides = (side: "a" | "b") => pairs.flatMap((pair) => pair[side] ?? []);
    expect(new Set(sides("a")).size).toBe(10_000);
    expect(new Set(sides("b")).size).toBe(10_000);
    expect(sides("a")).toHaveLength(10_000);
    expect(sides("b")).toHaveLength(10_000);
  });

  test("10,000 calls that all moved and changed find each other in seconds, also where some came", async () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => `step.${index}.of.job.j${index}`);
    const a = texts.map((text, index) => call(`a${index}@A${index}~${text}.in.Porto`));
    const b = texts.map((text, index) => call(`b${index}@B${index}~${text}.in.Faro`));
    b.splice(5000, 0, call("bn@N~thank.you"));
    const started = performance.now();
    const pairs = await alignCalls(a, b);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(pairs.filter((pair) => pair.a?.slice(1) === pair.b?.slice(1))).toHaveLength(10_000);
    expect(pairs.filter((pair) => pair.a === null)).toEqual([{ a: null, b: "bn" }]);
  });
});
