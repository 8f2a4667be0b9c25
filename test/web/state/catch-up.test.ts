// What happens while the page reads something must not be lost when the answer is from before it.
import { QueryClient } from "@tanstack/react-query";
import { expect, onTestFinished, test } from "vitest";
import { catchUp } from "#src/web/state/catch-up.ts";

const KEY = ["outline", "r1"];

function start() {
  const cache = new QueryClient();
  const late = catchUp(cache);
  onTestFinished(() => {
    late.stop();
    cache.clear();
  });
  return { cache, late };
}

test("a change that comes while its query is read is made to the answer, once", async () => {
  const { cache, late } = start();
  const answer = Promise.withResolvers<string[]>();
  const read = cache.fetchQuery({ queryKey: KEY, queryFn: () => answer.promise });
  const add = () =>
    cache.setQueryData<string[]>(KEY, (known) => known && [...known, "came meanwhile"]);
  late.after(KEY, add);
  add();
  answer.resolve(["from before"]);
  await read;
  expect(cache.getQueryData<string[]>(KEY)).toEqual(["from before", "came meanwhile"]);
  await cache.fetchQuery({ queryKey: KEY, queryFn: () => ["read again"] });
  expect(cache.getQueryData<string[]>(KEY)).toEqual(["read again"]);
});

test("what is being read for the first time is stale when it was to be read anew", async () => {
  const { cache, late } = start();
  const answer = Promise.withResolvers<string>();
  const read = cache.fetchQuery({ queryKey: KEY, queryFn: () => answer.promise });
  late.invalidate(["outline"]);
  answer.resolve("from before");
  await read;
  expect(cache.getQueryState(KEY)?.isInvalidated).toBe(true);
});

test("a reading that fails leaves nothing to be done after the next", async () => {
  const { cache, late } = start();
  const answer = Promise.withResolvers<string>();
  const read = cache.fetchQuery({ queryKey: KEY, queryFn: () => answer.promise, retry: false });
  late.after(KEY, () => cache.setQueryData(KEY, "wrong"));
  answer.reject(new Error("gone"));
  await expect(read).rejects.toThrow("gone");
  await cache.fetchQuery({ queryKey: KEY, queryFn: () => "right" });
  expect(cache.getQueryData<string>(KEY)).toBe("right");
});
