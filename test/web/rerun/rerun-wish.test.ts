import { expect, test } from "vitest";
import { NO_WISH, readWish } from "#src/web/rerun/rerun-wish.ts";

test("who wishes nothing leaves all to the settings", () => {
  expect(readWish(NO_WISH)).toEqual({ request: {}, problem: null });
});

test("every wish becomes a field of the request", () => {
  const wish = {
    ...NO_WISH,
    mode: "ignore-paths" as const,
    ignore: "messages[*].name, metadata\nuser",
    cache: false,
    edits: false,
    offline: true,
    pace: true,
    numbers: "seed" as const,
    seed: "seven",
    clock: "real" as const,
    limit: "90",
  };
  expect(readWish(wish)).toEqual({
    request: {
      match: { mode: "ignore-paths", ignore: ["messages[*].name", "metadata", "user"] },
      cache: false,
      edits: false,
      offline: true,
      pace: true,
      seed: "seven",
      clock: false,
      timeout: 90,
    },
    problem: null,
  });
});

test("random numbers are those recorded, or new ones", () => {
  expect(readWish({ ...NO_WISH, numbers: "recorded" }).request).toEqual({ seed: true });
  expect(readWish({ ...NO_WISH, numbers: "new" }).request).toEqual({ seed: false });
});

test("what is not yet said is asked for, and not sent", () => {
  const unsaid = [
    { ...NO_WISH, mode: "ignore-paths" as const },
    { ...NO_WISH, numbers: "seed" as const },
    { ...NO_WISH, limit: "soon" },
    { ...NO_WISH, limit: "-1" },
  ];
  for (const wish of unsaid) {
    const { request, problem } = readWish(wish);
    expect(problem).not.toBeNull();
    expect(request).toEqual({});
  }
});
