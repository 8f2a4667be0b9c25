import { expect, test } from "vitest";
import { readJsonBody } from "#src/server/request-body.ts";

const read = (body: string): Promise<unknown> =>
  readJsonBody(new Request("http://localhost/sessions", { method: "POST", body }));
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

test.each([
  ["", {}],
  ['{"a":[1,"é"]}', { a: [1, "é"] }],
])("reads %j", async (body, value) => {
  expect(await read(body)).toEqual(value);
});

test.each(["null", "[]", "7", '"text"'])(
  "refuses %s: every route takes an object",
  async (body) => {
    await expect(read(body)).rejects.toMatchObject({
      code: "bad_input",
      message: "Cannot use the body: expected object",
    });
  },
);

test("refuses what is nested so deep that reading it would end the server's stack", async () => {
  expect(await read(nested(200))).toMatchObject({ a: { a: {} } });
  for (const levels of [201, 100_000]) {
    await expect(read(nested(levels))).rejects.toMatchObject({
      code: "bad_input",
      message: "Cannot read the body: nested over 200 levels deep",
    });
  }
  await expect(read("[".repeat(2_000_000))).rejects.toMatchObject({ code: "bad_input" });
});
