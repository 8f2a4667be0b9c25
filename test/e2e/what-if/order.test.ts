// Which answer belongs to which of many calls: identical ones in their order, parallel ones in any.
import { afterAll, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { Installation } from "#test/support/run-ao.ts";

const programs = new URL("../../fixtures/programs/what-if", import.meta.url).pathname;
const installation = new Installation();

afterAll(() => installation[Symbol.asyncDispose]());

test("identical questions get their own answers again, polling loops as often as before", async () => {
  let answers = 0;
  await using chat = startChatServer({ answer: (prompt) => `${prompt} #${(answers += 1)}` });
  const again = await recordAndRerun("samples.ts", chat);
  expect(again.first.stdout).toContain("sample #1 sample #2 sample #3");
  expect(again.second.stdout).toBe(again.first.stdout);
  expect(again.sent).toBe(0);
});

test("fifty parallel calls that end in another order are fifty hits", async () => {
  let answers = 0;
  await using chat = startChatServer({
    answer: (prompt) => `${prompt} #${(answers += 1)}`,
    delay: () => Math.random() * 40,
  });
  const again = await recordAndRerun("parallel.ts", chat, ["--random", "real"]);
  expect(again.second.stdout).toBe(again.first.stdout);
  expect(again.sent).toBe(0);
  expect(again.graph.nodes.map(({ source }) => source)).toEqual(Array(50).fill("cache"));
});

test.each([
  ["plain", "stream"],
  ["stream", "plain"],
])("an answer recorded %s is served %s", async (recorded, asked) => {
  await using chat = startChatServer();
  const environment = { OPENAI_BASE_URL: chat.baseUrl, OPENAI_API_KEY: "sk-test" };
  const options = { cwd: programs, environment };
  const first = await installation.record(["either-way.ts", recorded], options);
  const words = ["--session", first.report.session_id, "either-way.ts", asked];
  const second = await installation.record(words, options);
  expect(second.exitCode, second.stderr).toBe(0);
  expect(second.stdout).toBe(first.stdout);
  expect(chat.requests.length).toBe(1);
});

async function recordAndRerun(
  program: string,
  chat: ReturnType<typeof startChatServer>,
  words: readonly string[] = [],
) {
  const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };
  const first = await installation.record([program], options);
  expect(first.exitCode, first.stderr).toBe(0);
  const before = chat.requests.length;
  const second = await installation.rerun([first.report.session_id, ...words], options);
  expect(second.exitCode, second.stderr).toBe(0);
  const graph = await installation.json<Graph>("graph", second.report.session_id);
  return { first, second, graph, sent: chat.requests.length - before };
}
