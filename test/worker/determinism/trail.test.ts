import { describe, expect, test } from "vitest";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spooledReadings } from "#src/runs/spooled-readings.ts";
import { clockStart } from "#src/worker/determinism/clock.ts";
import { journalOf } from "#src/worker/determinism/journal.ts";
import { REAL_CLOCKS } from "#src/worker/determinism/patch-clock.ts";
import { createPlaces } from "#src/worker/determinism/places.ts";
import { createReadingsLog } from "#src/worker/determinism/readings-log.ts";
import { readReadingsFile } from "#src/worker/determinism/recorded-readings.ts";
import { createTrail } from "#src/worker/determinism/trail.ts";

const fail = (error: unknown): never => {
  throw error;
};

/** What a program does: `one` and `two` are functions of it that ask, and `call` makes a call of that stack. */
interface Program {
  one(): string;
  two(): string;
  clock(): void;
  call(stack?: string): void;
}

/** Runs it, again if there are recorded readings; gives what it returns, and the readings. */
async function run<Result>(
  program: (does: Program) => Promise<Result>,
  recorded: string | null = null,
): Promise<{ readonly result: Result; readonly file: string }> {
  const directory = mkdtempSync(join(tmpdir(), "ao-trail-"));
  const open = journalOf({
    now: () => clockStart(REAL_CLOCKS),
    log: (start) => createReadingsLog({ directory, streamId: "1-a", process: "0", start }),
    recorded: () => (recorded === null ? null : readReadingsFile(recorded, "0")),
  });
  const places = createPlaces(fail, createTrail({ open, report: fail }));
  // Of a tail call no frame would be left.
  const random = (): string => {
    const { looseHigh, looseLow } = places.place(places.current(), random, "random");
    return `${looseHigh} ${looseLow}`;
  };
  function one(): string {
    const value = random();
    return value;
  }
  function two(): string {
    const value = random();
    return value;
  }
  function clock(): void {
    places.place(places.current(), clock, "clock");
  }
  const call = (stack = "at ask (a.ts:1:1)"): void => places.branch(stack);
  const result = await places.enter("test", () => program({ one, two, clock, call }));
  const file = join(directory, "readings");
  const lines = [...spooledReadings(directory)].map((event) => `${event.process}\t${event.data}\n`);
  writeFileSync(file, lines.join(""));
  return { result, file };
}

/** Three calls one after the other, each with a number in its prompt. */
const three = async ({ one, call }: Program): Promise<string[]> => {
  const numbers: string[] = [];
  for (let index = 0; index < 3; index++) {
    numbers.push(one());
    call();
    await Bun.sleep(0);
  }
  return numbers;
};

/** A call per branch, and then one with a number; the branches end as told. */
const branches =
  (waits: readonly number[], between: () => void = () => {}) =>
  ({ one, call }: Program): Promise<string[]> =>
    Promise.all(
      waits.map(async (wait) => {
        call("at branch (a.ts:1:1)");
        await Bun.sleep(wait);
        between();
        return one();
      }),
    );

describe("the numbers of an edited program are the recorded ones", () => {
  test.each<[string, (does: Program) => Promise<string[]>]>([
    [
      "where the time is asked first",
      async (does) => {
        does.clock();
        return three(does);
      },
    ],
    [
      "where a call was put before all others",
      async (does) => {
        does.call();
        return three(does);
      },
    ],
    [
      "where calls, times and another function's numbers were put between",
      async ({ one, two, clock, call }) => {
        const numbers = [one()];
        call();
        call();
        clock();
        two();
        await Bun.sleep(0);
        numbers.push(one());
        clock();
        call();
        numbers.push(one());
        return numbers;
      },
    ],
    [
      "where a call was taken out",
      async ({ one, call }) => {
        const numbers = [one(), one()];
        call();
        return [...numbers, one()];
      },
    ],
  ])("%s", async (_, edited) => {
    const recorded = await run(three);
    expect(new Set(recorded.result).size).toBe(3);
    const again = await run(edited, recorded.file);
    expect(again.result).toEqual(recorded.result);
    // And so in a re-run of that.
    const third = await run(edited, again.file);
    expect(third.result).toEqual(recorded.result);
  });

  test("in a row, behind a question for the time", async () => {
    const row = async ({ one }: Program): Promise<string[]> => [one(), one(), one()];
    const recorded = await run(row);
    const edited = async (does: Program): Promise<string[]> => {
      does.clock();
      return row(does);
    };
    expect((await run(edited, recorded.file)).result).toEqual(recorded.result);
  });

  test("in branches that end in another order, behind a call and with times between", async () => {
    const recorded = await run(branches([1, 10, 20]));
    const edited = (does: Program): Promise<string[]> => {
      does.call("at main (a.ts:1:1)");
      return branches([20, 10, 1], does.clock)(does);
    };
    expect((await run(edited, recorded.file)).result).toEqual(recorded.result);
  });

  test("in the other branches where one makes a call less", async () => {
    const program =
      (waits: readonly number[], retries: number) =>
      ({ one, call }: Program): Promise<string[]> =>
        Promise.all(
          waits.map(async (wait, index) => {
            call();
            await Bun.sleep(wait);
            if (index < retries) call();
            await Bun.sleep(wait);
            return one();
          }),
        );
    const recorded = await run(program([20, 10, 1], 1));
    const again = await run(program([1, 10, 20], 0), recorded.file);
    expect(again.result).toEqual(recorded.result);
  });
});

describe("new numbers", () => {
  test("take nobody's place", async () => {
    const recorded = await run(three);
    const edited = async (does: Program): Promise<string[]> => [does.two(), ...(await three(does))];
    const [first, ...others] = (await run(edited, recorded.file)).result;
    expect(others).toEqual(recorded.result);
    expect(others).not.toContain(first);
  });

  test("of a timer that fires more often are none of the program's", async () => {
    const ticking =
      (ticks: number) =>
      async (does: Program): Promise<string[]> => {
        const tick = Promise.all(
          Array.from({ length: ticks }, async () => {
            await Bun.sleep(0);
            return does.one();
          }),
        );
        does.call();
        await tick;
        return three(does);
      };
    const recorded = await run(ticking(2));
    expect((await run(ticking(5), recorded.file)).result).toEqual(recorded.result);
  });
});
