// The module "ao" in a recorded program and outside of one, held side by side.
import { createRequire } from "node:module";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as Declared from "#src/module/index.d.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { type ProgramModule, createProgramModule } from "#src/worker/program-module.ts";
import { createSubruns, readSubrunChain } from "#src/worker/subruns.ts";

const plain = createRequire(import.meta.url)("#src/module/index.cjs") as ProgramModule;

const scrub = (text: string): string => text.replaceAll("hunter2secret", "[removed]");

/** The module in a process of a recorded program, with what it would write to the spool. */
function recorded(options: { readonly process?: string; readonly inherited?: string } = {}) {
  const events: RunnerEvent[] = [];
  const reports: unknown[] = [];
  const { process = "0" } = options;
  const spool = { streamId: "1-a", append: (event: RunnerEvent) => events.push(event) > 0 };
  const within = readSubrunChain(options.inherited);
  const subruns = createSubruns({ spool, process, within, scrub });
  const report = (place: string, error: unknown): void => void reports.push([place, error]);
  const module = createProgramModule({ spool, subruns, process, scrub, report });
  const paths = () =>
    events.flatMap((event) => (event.type === "subrun-start" ? [event.path] : []));
  return { ...module, subruns, events, reports, paths, spool };
}

const one = (): number => 1;
const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

test("the module is what its declaration says", () => {
  expectTypeOf<ProgramModule>().toEqualTypeOf<typeof Declared>();
  expect(Object.keys(plain).sort()).toEqual(["log", "subrun"]);
  const { subrun, log } = recorded();
  expectTypeOf(subrun("a", () => 1)).toEqualTypeOf<Promise<number>>();
  expectTypeOf(subrun("a", async () => "x")).toEqualTypeOf<Promise<string>>();
  expectTypeOf(log("x")).toEqualTypeOf<void>();
});

test("its functions print alike, recorded or not", () => {
  const { subrun, log } = recorded();
  expect(Bun.inspect([subrun, log])).toBe(Bun.inspect([plain.subrun, plain.log]));
});

describe.each([
  ["recorded", (): ProgramModule => recorded()],
  ["not recorded", (): ProgramModule => plain],
])("subrun() of a program that is %s", (_, create) => {
  test("gives what its function gives, whether that waits or not", async () => {
    const { subrun } = create();
    expect(await subrun("a", () => 1)).toBe(1);
    expect(await subrun("a", async () => 2)).toBe(2);
    expect(subrun("a", () => 3)).toBeInstanceOf(Promise);
    expect(await Promise.all([1, 2].map((n) => subrun("n", async () => n)))).toEqual([1, 2]);
    expect(await subrun("💡".repeat(200), () => "long")).toBe("long");
  });

  test.each([
    [
      "at once",
      (error: unknown) => () => {
        throw error;
      },
    ],
    [
      "later",
      (error: unknown) => async () => {
        await tick();
        throw error;
      },
    ],
  ])("throws %s what its function throws, the very same", async (_when, throwing) => {
    const { subrun } = create();
    for (const error of [new Error("mine"), Object.freeze(new Error("cold")), undefined, "text"]) {
      const caught = await subrun("a", throwing(error)).then(
        () => "nothing",
        (thrown: unknown) => [thrown],
      );
      expect(caught).toEqual([error]);
      expect((caught as unknown[])[0]).toBe(error);
    }
  });

  test.each([
    [[], "Cannot start a subrun: its name must be a string, not undefined"],
    [[null, one], "Cannot start a subrun: its name must be a string, not null"],
    [[3, one], "Cannot start a subrun: its name must be a string, not number"],
    [["", one], "Cannot start a subrun: its name must have 1 to 200 characters, not 0"],
    [
      ["💡".repeat(201), one],
      "Cannot start a subrun: its name must have 1 to 200 characters, not 201",
    ],
    [["a"], 'Cannot start subrun "a": it needs a function, not undefined'],
    [["a", {}], 'Cannot start subrun "a": it needs a function, not object'],
  ])("refuses %j", async (given, message) => {
    const call = create().subrun as (...given: unknown[]) => Promise<unknown>;
    const refused = await call(...given).catch((error: unknown) => error);
    expect(refused).toEqual(new TypeError(message));
    // Bun prints the source around the first frame: the program's, not ours.
    const [, first] = (refused as TypeError).stack?.split("\n") ?? [];
    expect(first).toContain("module.test.ts");
  });

  test("log() takes anything and gives nothing", () => {
    const { log } = create();
    const hostile = {
      toJSON(): never {
        throw new Error("no");
      },
      toString(): never {
        throw new Error("no");
      },
    };
    for (const entry of [1n, Symbol("x"), hostile, Object.create(null), undefined, () => 1]) {
      expect(log(entry)).toBeUndefined();
    }
    expect(log("x", null as never)).toBeUndefined();
    expect(log("x", 3 as never)).toBeUndefined();
  });
});

describe("where a subrun is", () => {
  test("is its place in the program, by name and order", async () => {
    const { subrun, paths } = recorded();
    await subrun("a", () => 1);
    await Promise.all([
      subrun("a", async () => {
        await tick();
        await subrun("in", () => 1);
        await subrun("in", () => 1);
      }),
      subrun("b", async () => {
        await subrun("in", () => 1);
      }),
    ]);
    expect(paths().sort()).toEqual(["a", "a#2", "a#2/in", "a#2/in#2", "b", "b/in"]);
  });

  test.each([
    ["a/b", "a%2Fb"],
    ["a#2", "a%232"],
    ["50%", "50%25"],
    ["@0.1", "%400.1"],
    ["me@home", "me@home"],
    ["question 1: what?", "question 1: what?"],
  ])("%j cannot be taken for another place", async (name, path) => {
    const { subrun, paths } = recorded();
    await subrun(name, () => 1);
    expect(paths()).toEqual([path]);
  });

  test("is known to what runs inside, also after it has waited, and to nothing else", async () => {
    const { subrun, subruns } = recorded();
    const seen: (string | null)[] = [];
    const look = (): void => void seen.push(subruns.current()?.path ?? null);
    look();
    await subrun("a", async () => {
      look();
      const inner = subrun("b", async () => {
        await tick();
        look();
      });
      await inner;
      look();
    });
    look();
    expect(seen).toEqual([null, "a", "a/b", "a", null]);
  });

  test("goes with a child process, whose own subruns are told from its parent's", async () => {
    const parent = recorded();
    const inherited = await parent.subrun("a", (): string => parent.subruns.inherit() ?? "");
    expect(parent.subruns.inherit()).toBeNull();
    const child = recorded({ process: "0.1", inherited });
    expect(child.subruns.current()?.path).toBe("a");
    expect(child.events).toEqual(parent.events.slice(0, 1));
    await child.subrun("b", () => child.subrun("c", () => 1));
    expect(child.paths()).toEqual(["a", "a/@0.1/b", "a/@0.1/b/c"]);
    const alone = recorded({ process: "0.2" });
    await alone.subrun("a", () => 1);
    expect(alone.paths()).toEqual(["@0.2/a"]);
  });
});

describe("the events of a recorded program", () => {
  test("say how a subrun ended", async () => {
    const { subrun, events } = recorded();
    await subrun("good", () => 1);
    await subrun("bad", () => {
      throw Object.assign(new RangeError("with hunter2secret"), { code: "E1" });
    }).catch(() => 0);
    const ends = events.flatMap((event) => (event.type === "subrun-end" ? [event.error] : []));
    expect(ends).toEqual([null, { name: "RangeError", message: "with [removed]", code: "E1" }]);
  });

  test("have a log entry as JSON says it, without secrets, and where it was written", async () => {
    const { subrun, log, events } = recorded();
    log({ key: "hunter2secret", when: new Date(0) }, { success: true });
    log(1n, { success: "yes" } as never);
    await subrun("a", () => log([1, undefined]));
    log("x".repeat(1_100_000));
    const logged = events.filter((event) => event.type === "program-log");
    const started = events.find((event) => event.type === "subrun-start");
    expect(logged.map(({ entry, success }) => [entry, success])).toMatchObject([
      [{ key: "[removed]", when: "1970-01-01T00:00:00.000Z" }, true],
      ["1", null],
      [[1, null], null],
      [expect.stringMatching(/x…$/), null],
    ]);
    expect(logged.map(({ subrun: place }) => place)).toEqual([
      undefined,
      undefined,
      started?.subrun,
      undefined,
    ]);
  });

  test("cannot be written: the program goes on, and it is reported once", async () => {
    const { subrun, log, spool, reports } = recorded();
    spool.append = () => {
      throw new Error("disk");
    };
    log("x");
    expect(await subrun("a", async () => 5)).toBe(5);
    expect(reports.length).toBeGreaterThan(0);
  });
});
