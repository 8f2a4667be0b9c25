// Calls that a user names by their URL: told apart by method, query and body, and answered when the
// service is down.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import { Installation } from "#test/support/run-ao.ts";

const folder = mkdtempSync(join(tmpdir(), "ao-own-services-"));
const installation = new Installation();
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAM = `
import { get } from "node:http";
import { request } from "undici";
const base = process.env.SERVICE_URL;
const text = async (answer) => (await answer).text();
const search = (query) => text(fetch(base + "/search?q=" + query + "&api_key=sk-very-secret"));
console.log(await search("taiga"), await search("tundra"), await search("taiga"));
console.log(await text(fetch(base + "/items/1", { method: "DELETE" })));
console.log(await text(fetch(base + "/items/1")));
console.log(await text(fetch(base + "/form", { method: "POST", body: new URLSearchParams({ a: "1" }) })));
console.log(await text(fetch(base + "/form", { method: "POST", body: new URLSearchParams({ a: "2" }) })));
console.log(await text(fetch(base + "/note", { method: "POST", body: "plain words" })));
console.log(await new Promise((resolve) => get(base + "/search?q=http", async (answer) => {
  resolve((await answer.toArray()).join(""));
})));
console.log(await (await request(base + "/search", { query: { q: "undici" } })).body.text());
`;

test("a re-run answers them without the service, each with its own answer", async () => {
  writeFileSync(join(folder, "program.mjs"), PROGRAM);
  let calls = 0;
  const service = Bun.serve({
    port: 0,
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const body = await request.text();
      return new Response(
        `${(calls += 1)} ${request.method} ${pathname} ${searchParams.get("q") ?? ""} ${body}`,
      );
    },
  });
  const pattern = `http://127.0.0.1:${service.port}/*`;
  const entries = JSON.stringify([{ pattern, kind: "tool", label: "service" }]);
  expect((await installation.ao(["config", "set", "calls", entries])).exitCode).toBe(0);
  const environment = { SERVICE_URL: `http://127.0.0.1:${service.port}` };
  const options = { cwd: folder, environment };
  const recorded = await installation.record(["program.mjs"], options);
  expect(recorded.exitCode, recorded.stderr).toBe(0);
  expect(calls).toBe(10);
  await service.stop(true);

  const session = recorded.report.session_id;
  for (const words of [[session], [session, "--match", "ignore-system"]]) {
    const again = await installation.rerun(words, options);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.stdout).toBe(recorded.stdout);
  }
  const { nodes } = await installation.json<Graph>("graph", session);
  expect(nodes.map(({ source }) => source)).toEqual(nodes.map(() => "cache"));
  expect(JSON.stringify(nodes)).not.toContain("sk-very-secret");
});
