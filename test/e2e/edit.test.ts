// Edits through the executable: what is refused says why and changes nothing, also across runs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Edit } from "#src/protocol/edit.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { type Finished, Installation } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const installation = new Installation();
const ao = (...words: string[]): Promise<Finished> => installation.ao(words);
const SAID = "choices[0].message.content";

beforeAll(async () => {
  await using chat = startChatServer();
  const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };
  await installation.record(["--name", "four", "four-calls.ts"], options);
  await installation.record(["--name", "one", "one-call.ts", "what is it?"], options);
});
afterAll(() => installation[Symbol.asyncDispose]());

async function graphOf(session: string): Promise<string> {
  return (await ao("graph", session, "--json")).stdout;
}

test("an edit is shown everywhere, and the original comes back as it was", async () => {
  const before = await graphOf("four");
  expect(await ao("edit", "four", "n2", "--set", `${SAID}=Rain`)).toMatchObject({
    exitCode: 0,
    stdout: "",
    stderr: expect.stringMatching(/^edited, output of n2: four, run \w+\n {2}n2: .*Step 1/),
  });
  expect((await ao("node", "four", "n2")).stdout).toMatch(/- You said: Step 1.*\n +\+ Rain\n/);
  expect((await ao("graph", "four")).stdout).toMatch(/1 edit\n[^]*edited output .* Rain\n/);
  expect((await ao("runs", "four")).stdout).toMatch(/EDITS[^]* 1 /);
  const original = JSON.parse((await ao("node", "four", "n2", "--original")).stdout) as unknown;
  const { edits } = await installation.json<{ edits: Edit[] }>("edit", "four");
  expect(edits).toMatchObject([{ node_id: "n2", side: "output", original, inherited: false }]);
  expect(await graphOf("four")).not.toBe(before);
  expect(await ao("edit", "four", "2", "--revert")).toMatchObject({ exitCode: 0 });
  expect(await graphOf("four")).toBe(before);
});

test("bad edits are refused with the reason, and nothing changes", async () => {
  const broken = join(installation.home, "broken.json");
  writeFileSync(broken, '{"choices": [');
  const before = [await graphOf("four"), await graphOf("one")];
  const refused: [string[], number, RegExp][] = [
    [
      ["four", "n1", "--output", "{broken"],
      2,
      /^ao: cannot use "\{broken" for --output: it is no JSON/,
    ],
    [["four", "n1", "--input", `@${broken}`], 1, /^ao: cannot use ".*" for --input: it is no JSON/],
    [["four", "n1", "--output", "@/no/such/file"], 1, /^ao: cannot read "\/no\/such\/file"/],
    [["four", "n1", "--output", "[]"], 1, /^ao: cannot edit the output of n1: /],
    [
      ["four", "n1", "--input", '{"model":"m","messages":"Hi"}'],
      1,
      /^ao: cannot edit the input of n1: .*messages/,
    ],
    [
      ["four", "n1", "--set", `${SAID}.x=1`],
      1,
      /no such path\n +hint: there are output\.choices\[0\]\.message\.role/,
    ],
    [
      ["four", "n1", "--set", "messages[7].content=x"],
      1,
      /no such path\n +hint: there are input\.messages\[0\]/,
    ],
    [
      ["four", "n1", "--set", "model=x"],
      1,
      /both have it\n +hint: say input\.model or output\.model/,
    ],
    [["four", "n1", "--set", "nonsense"], 2, /no value given/],
    [["four", "n9", "--text", "x"], 1, /^ao: cannot find node "n9"[^]*its nodes are n1 to n4/],
    [["one", "n3", "--text", "x"], 1, /^ao: cannot find node "n3"/],
    [["one", "four", "--text", "x"], 2, /^ao: cannot use "four" as a node/],
    [["one", "n1", "--run", "9", "--text", "x"], 1, /^ao: cannot find run "9"/],
    [["nobody", "n1", "--text", "x"], 1, /^ao: cannot find session "nobody"/],
    [["four", "n1", "--text", "x", "--output", "{}"], 2, /choose one/],
    [["four", "n1", "--revert"], 1, /it has none/],
    [["four", "--text", "x"], 2, /missing argument <node>/],
  ];
  for (const [words, exitCode, message] of refused) {
    const finished = await ao("edit", ...words);
    expect(finished).toMatchObject({ exitCode, stdout: "" });
    expect(finished.stderr).toMatch(message);
  }
  expect([await graphOf("four"), await graphOf("one")]).toEqual(before);
});
