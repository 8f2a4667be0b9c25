// What is read before the page is drawn: who opens a run's address would see it come together piece by
// piece, or, where a server hangs, nothing at all.
import { expect, test } from "vitest";
import { ApiError, type Client } from "#src/web/client/client.ts";
import { createQueryClient, keys } from "#src/web/state/queries.ts";
import { readFirst } from "#src/web/state/read-first.ts";
import { outline } from "#test/support/outline.ts";
import { runNamed } from "#test/web/run-named.ts";

const RUNS = [runNamed("r1"), runNamed("r2"), runNamed("r3", { label: "control" })];

function clientWith(changes: Partial<Client>): Client {
  return {
    findSession: async () => ({ session_id: "s" }),
    listRuns: async () => RUNS,
    findRun: async (reference: string) => RUNS.find(({ run_id: id }) => id === reference),
    readOutline: async () => outline([], []),
    ...changes,
  } as unknown as Client;
}

test.each([
  ["a session", { session: "chat", run: null }, "r2"],
  ["a run", { session: null, run: "r1" }, "r1"],
  ["both", { session: "chat", run: "r3" }, "r3"],
])("of %s the calls of the run that will be shown are there", async (_title, place, shown) => {
  const cache = createQueryClient();
  await readFirst(clientWith({}), cache, place);
  const read = RUNS.map(({ run_id: id }) => id).filter(
    (id) => cache.getQueryData(keys.outline(id)) !== undefined,
  );
  expect(read).toEqual([shown]);
});

test("a server that refuses or hangs does not keep the page from being drawn", async () => {
  const refuse = (): Promise<never> =>
    Promise.reject(new ApiError({ code: "not_found", message: "No such session" }));
  const place = { session: "gone", run: null };
  await readFirst(clientWith({ findSession: refuse }), createQueryClient(), place);
  await readFirst(
    clientWith({ listRuns: () => new Promise(() => {}) }),
    createQueryClient(),
    place,
  );
});
