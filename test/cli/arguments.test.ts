import { describe, expect, test } from "vitest";
import { usageLine } from "#src/cli/argument-definitions.ts";
import { checkArguments, integerOption } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { toAoError } from "#src/errors.ts";

const session = { type: "positional", required: true } as const;
const shared = { examples: [], run: () => Promise.resolve() };
const look = defineCommand({
  meta: { name: "ao look", description: "" },
  args: {
    session,
    text: { type: "positional", required: false },
    run: { type: "string" },
    lines: { type: "string", alias: "n" },
    follow: { type: "boolean", alias: "f" },
    verbose: { type: "boolean" },
    colour: { type: "boolean", default: true },
    kind: { type: "enum", options: ["record", "chat"] },
  },
  ...shared,
});
const remove = defineCommand({
  meta: { name: "ao rm", description: "" },
  args: { session },
  rest: "repeat",
  ...shared,
});
const record = defineCommand({
  meta: { name: "ao record", description: "" },
  args: { script: { type: "positional", required: true }, name: { type: "string" } },
  rest: "program",
  ...shared,
});
const judge = defineCommand({
  meta: { name: "ao judge", description: "" },
  args: { result: { type: "positional", required: true } },
  values: { result: ["satisfactory", "failed"] },
  ...shared,
});
const stop = defineCommand({ meta: { name: "ao stop", description: "" }, args: {}, ...shared });

describe("checkArguments() accepts", () => {
  test.each([
    [look, "s", "-- s"],
    [look, "s --run x", "--run=x -- s"],
    [look, "--run=x s", "--run=x -- s"],
    [look, "--run= s", "--run= -- s"],
    [look, "--run -5 s", "--run=-5 -- s"],
    [look, "--run --what s", "--run=--what -- s"],
    [look, "-n 5 s", "--lines=5 -- s"],
    [look, "-n5 s", "--lines=5 -- s"],
    [look, "-n=5 s", "--lines=5 -- s"],
    [look, "-fn5 s", "--follow --lines=5 -- s"],
    [look, "s - --follow", "--follow -- s -"],
    [look, "--no-colour s", "--no-colour -- s"],
    [look, "--kind chat s", "--kind=chat -- s"],
    [look, "--run a --run b s", "--run=a --run=b -- s"],
    [look, "-- --run", "-- --run"],
    [look, "s -- --text", "-- s --text"],
    [remove, "a b c", "-- a b c"],
    [record, "a.ts", "-- a.ts"],
    [record, "--name n a.ts --name m -x --help", "--name=n -- a.ts --name m -x --help"],
    [record, "a.ts -- b", "-- a.ts -- b"],
    [record, "-- a.ts --name m", "-- a.ts --name m"],
    [record, "-- --odd.ts -- x", "-- --odd.ts -- x"],
    [judge, "failed", "-- failed"],
    [stop, "", "--"],
  ] as const)("%# %o", (command, line, canonical) => {
    const words = line === "" ? [] : line.split(" ");
    expect(checkArguments(command, words).canonical.join(" ")).toBe(canonical);
  });

  test("values with spaces, quotes and line feeds as they are", () => {
    expect(checkArguments(look, ["a b", '"', "--run", "x\ny="]).canonical).toEqual([
      "--run=x\ny=",
      "--",
      "a b",
      '"',
    ]);
  });

  test.each([[["--help"]], [["-h"]], [["s", "--help"]], [["--run", "--help"]]] as const)(
    "%j as a wish for help",
    (words) => {
      const outcome = (): unknown => checkArguments(look, words).wantsHelp;
      if (words[0] === "--run") expect(outcome).toThrow('option "--run" needs a value');
      else expect(outcome()).toBe(true);
    },
  );

  test("no wish for help that is the program's", () => {
    expect(checkArguments(record, ["a.ts", "--help"]).wantsHelp).toBe(false);
  });
});

describe("checkArguments() refuses", () => {
  test.each([
    [look, "s --verbos", 'unknown option "--verbos": did you mean "--verbose"?'],
    [look, "s --no-color", 'unknown option "--no-color": did you mean "--no-colour"?'],
    [look, "s --no-follow", 'unknown option "--no-follow": did you mean "--follow"?'],
    [look, "s --zzz", 'unknown option "--zzz": "ao look" does not have it'],
    [look, "s --zzz=1", 'unknown option "--zzz": "ao look" does not have it'],
    [look, "s -z", 'unknown option "-z": "ao look" does not have it'],
    [look, "s -fz", 'unknown option "-z": "ao look" does not have it'],
    [look, "s --constructor", 'unknown option "--constructor": "ao look" does not have it'],
    [look, "s --session x", 'unknown option "--session": "ao look" does not have it'],
    [look, "s --run", 'option "--run" needs a value: none given'],
    [look, "--run --follow s", 'option "--run" needs a value: none given'],
    [look, "s -n", 'option "-n" needs a value: none given'],
    [look, "s --follow=yes", 'option "--follow" takes no value: got "yes"'],
    [look, "s --no-colour=1", 'option "--no-colour" takes no value: got "1"'],
    [look, "s --help=1", 'option "--help" takes no value: got "1"'],
    [look, "s --kind x", 'cannot use "x" for --kind: it is one of record, chat'],
    [look, "", 'missing argument <session>: "ao look" needs it'],
    [look, "--follow", 'missing argument <session>: "ao look" needs it'],
    [look, "a b c", 'unexpected argument "c": "ao look" takes <session> <text> only'],
    [stop, "x", 'unexpected argument "x": "ao stop" takes none'],
    [remove, "", 'missing argument <session>: "ao rm" needs it'],
    [record, "--name n", 'missing argument <script>: "ao record" needs it'],
    [record, "--nam n a.ts", 'unknown option "--nam": did you mean "--name"?'],
    [judge, "fialed", 'cannot use "fialed" as <result>: did you mean "failed"?'],
    [judge, "x", 'cannot use "x" as <result>: it is one of satisfactory, failed'],
  ] as const)("%# %o", (command, line, message) => {
    let thrown: unknown;
    try {
      checkArguments(command, line === "" ? [] : line.split(" "));
    } catch (error) {
      thrown = error;
    }
    expect(toAoError(thrown)).toMatchObject({ code: "usage", message });
  });

  test("an empty word where something is needed, but not as a text or a program's argument", () => {
    expect(() => checkArguments(look, [""])).toThrow('cannot use "" as <session>: it is empty');
    expect(() => checkArguments(remove, ["a", ""])).toThrow(
      'cannot use "" as <session>: it is empty',
    );
    expect(checkArguments(look, ["s", ""]).canonical).toEqual(["--", "s", ""]);
    expect(checkArguments(record, ["a.ts", ""]).canonical).toEqual(["--", "a.ts", ""]);
  });
});

test("usageLine() shows what must and what can be given", () => {
  expect([look, remove, record, stop].map((command) => usageLine(command))).toEqual([
    "ao look [options] <session> [text]",
    "ao rm <session>…",
    "ao record [options] <script> [args…]",
    "ao stop",
  ]);
});

describe("integerOption()", () => {
  const limits = { minimum: 1, maximum: 1000 };

  test.each([
    ["1", 1],
    ["1000", 1000],
    [undefined, undefined],
  ])("%j is %j", (text, value) => {
    expect(integerOption(text, "--limit", limits)).toBe(value);
  });

  test.each(["", "0", "1001", "1.5", "1e2", "0x10", "many", "NaN", "9".repeat(30)])(
    "%j is refused",
    (text) => {
      expect(() => integerOption(text, "--limit", limits)).toThrow(
        `cannot use "${text}" for --limit: not a whole number from 1 to 1000`,
      );
    },
  );
});
