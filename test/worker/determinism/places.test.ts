import { describe, expect, test } from "vitest";
import { type Places, createPlaces } from "#src/worker/determinism/places.ts";

const fail = (error: unknown): never => {
  throw error;
};

/** Asks once, and gives the path of the question. */
function asker(places: Places): () => string {
  const ask = (): string => {
    const { high, low } = places.place(places.current(), ask, "clock");
    return `${high} ${low}`;
  };
  return ask;
}

const later = (milliseconds: number): Promise<void> => Bun.sleep(milliseconds);

/** Branches that wait as told before each of their questions. */
async function branches(waits: readonly (readonly number[])[]): Promise<string[][]> {
  const places = createPlaces(fail);
  const ask = asker(places);
  return places.enter("test", () =>
    Promise.all(
      waits.map(async ([first = 0, second = 0]) => {
        places.branch(null);
        await later(first);
        const paths = [ask()];
        await later(second);
        return [...paths, ask()];
      }),
    ),
  );
}

/** Two questions with a timer beside them that asks as well. */
async function besideTimer(pause: number): Promise<string[]> {
  const places = createPlaces(fail);
  const ask = asker(places);
  const tick = asker(places);
  return places.enter("test", async () => {
    const timer = setInterval(() => void tick(), pause);
    const paths = [ask()];
    await later(12);
    paths.push(ask());
    clearInterval(timer);
    return paths;
  });
}

describe("the place of a question", () => {
  test("is the same in whatever order the branches of a program go on", async () => {
    const there = await branches([
      [1, 20],
      [10, 1],
      [20, 1],
    ]);
    const back = await branches([
      [20, 1],
      [10, 20],
      [1, 1],
    ]);
    expect(back).toEqual(there);
    expect(new Set(there.flat()).size).toBe(6);
  });

  test("is not moved by a timer that asks on the same path", async () => {
    expect(await besideTimer(1)).toEqual(await besideTimer(5));
  });

  test("of a named part is the same whoever starts it", () => {
    const places = createPlaces(fail);
    const ask = asker(places);
    const part = (): string => places.enter("sample-1", ask);
    const first = part();
    ask();
    expect(part()).toBe(first);
    expect(places.enter("sample-2", ask)).not.toBe(first);
  });

  test("is told by lines for so many questions, and for more with each recorded call", () => {
    const places = createPlaces(fail);
    const ask = asker(places);
    places.enter("test", () => {
      while (places.current().left > 0) ask();
      places.branch(null);
      expect(places.current().left).toBe(100);
    });
  });

  test("does not change the stacks of a program that formats them itself", () => {
    const places = createPlaces(fail);
    const ask = asker(places);
    const { stackTraceLimit, prepareStackTrace } = Error;
    let formatted = 0;
    Error.prepareStackTrace = () => {
      formatted += 1;
      return "";
    };
    Error.stackTraceLimit = 7;
    ask();
    expect([formatted, Error.stackTraceLimit]).toEqual([0, 7]);
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  });
});
