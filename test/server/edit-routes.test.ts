// Edits over HTTP, without a port, over a real store.
import { describe, expect, test } from "vitest";
import type { EditAnswer } from "#src/protocol/edit.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { createApp } from "#src/server/create-app.ts";
import { recordChain } from "#test/runs/edits/edited-run.ts";
import { RUN, openService, temporaryHome } from "#test/runs/recorded-run.ts";
import { TEST_PORT, TEST_TOKEN, createTestContext } from "#test/support/server-context.ts";

const EDIT = `/runs/${RUN}/nodes/n2/edit`;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A server over a run of five nodes; `ask` gives the status and the answer. */
async function open(home: ReturnType<typeof temporaryHome>) {
  const service = await openService(home);
  await recordChain(service);
  const app = createApp({ ...createTestContext(), runs: service });
  const ask = async (method: string, path: string, body?: string): Promise<Answer> => {
    const headers = {
      host: `127.0.0.1:${TEST_PORT}`,
      authorization: `Bearer ${TEST_TOKEN}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const url = `http://127.0.0.1:${TEST_PORT}${path}`;
    const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const response = await app.handle(request);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { ask, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

describe("the routes of edits", () => {
  test("put an edit, show it, list it and take it back", async () => {
    using home = temporaryHome();
    await using server = await open(home);
    const put = await server.ask("PUT", EDIT, '{"text":"The sun shines."}');
    expect(put).toMatchObject({ status: 200, body: { node_id: "n2", side: "output" } });
    const { edit } = put.body as EditAnswer;
    const node = (await server.ask("GET", `/runs/${RUN}/nodes/n2`)).body as NodeDetail;
    expect(node.output).toEqual(edit?.value);
    expect(node.original?.value).toEqual(edit?.original);
    expect(await server.ask("GET", `/runs/${RUN}/edits`)).toEqual({
      status: 200,
      body: { edits: [edit] },
    });
    expect(await server.ask("DELETE", `/api${EDIT}`)).toMatchObject({
      status: 200,
      body: { edit: null },
    });
    expect((await server.ask("GET", `/runs/${RUN}/edits`)).body).toEqual({ edits: [] });
  });

  test.each([
    ["no body", EDIT, "", 400, /Cannot/],
    ["broken JSON", EDIT, '{"text":', 400, /Cannot read the body/],
    ["nothing to change", EDIT, "{}", 400, /Cannot/],
    ["two kinds of change", EDIT, '{"text":"a","output":{}}', 400, /Cannot/],
    ["a field nobody knows", EDIT, '{"txt":"a"}', 400, /txt/],
    ["a text that is none", EDIT, '{"text":5}', 400, /text/],
    ["values without a path", EDIT, '{"set":[{"value":1}]}', 400, /set/],
    ["no values", EDIT, '{"set":[]}', 400, /set/],
    ["the wrong shape", EDIT, '{"output":[]}', 400, /output of n2/],
    ["an unknown node", `/runs/${RUN}/nodes/n77/edit`, '{"text":"a"}', 404, /n77/],
    ["what is no node", `/runs/${RUN}/nodes/x/edit`, '{"text":"a"}', 400, /node/],
    ["an unknown run", "/runs/nothing/nodes/n1/edit", '{"text":"a"}', 404, /nothing/],
    ["a call that goes on", `/runs/${RUN}/nodes/n4/edit`, '{"text":"a"}', 409, /running/],
    ["too much", EDIT, JSON.stringify({ text: "x".repeat(11e6) }), 413, /large|MB/],
  ])("refuse %s, and change nothing", async (...[, path, body, status, message]) => {
    using home = temporaryHome();
    await using server = await open(home);
    const before = await server.ask("GET", `/runs/${RUN}/graph`);
    const refused = await server.ask("PUT", path, body);
    expect(refused).toMatchObject({
      status,
      body: { error: { message: expect.stringMatching(message) } },
    });
    expect(await server.ask("GET", `/runs/${RUN}/graph`)).toEqual(before);
  });

  test("name the paths there are", async () => {
    using home = temporaryHome();
    await using server = await open(home);
    const body = JSON.stringify({ set: [{ path: "choices[1].message", value: 1 }] });
    expect(await server.ask("PUT", EDIT, body)).toMatchObject({
      status: 400,
      body: { error: { code: "bad_input", details: { paths: ["output.choices[0]"] } } },
    });
  });
});
