// A child that outlives its program is answered like the program, for as long as it lives.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { startChatServer } from "#test/support/chat-server.ts";
import { Installation } from "#test/support/run-ao.ts";

const folder = mkdtempSync(join(tmpdir(), "ao-outliving-"));
const installation = new Installation();
const chat = startChatServer();
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAM = `
import { spawn } from "node:child_process";
spawn(process.execPath, ["child.mjs"], { detached: true, stdio: "ignore" }).unref();
// It has joined the run by then.
await Bun.sleep(500);
`;

const CHILD = `
import { renameSync, writeFileSync } from "node:fs";
await Bun.sleep(1500);
const answer = await fetch(process.env.CHAT_URL + "/chat/completions", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Are you there?" }] }),
}).then((response) => response.text(), String);
writeFileSync("answer.part", answer);
renameSync("answer.part", process.env.ANSWER);
`;

async function answerOf(name: string): Promise<string> {
  const file = Bun.file(join(folder, name));
  return vi.waitFor(() => file.text(), { timeout: 10_000 });
}

test("its first call comes after the program's end, and is answered; then nothing is left", async () => {
  writeFileSync(join(folder, "program.mjs"), PROGRAM);
  writeFileSync(join(folder, "child.mjs"), CHILD);
  const options = (answer: string) => ({
    cwd: folder,
    environment: { CHAT_URL: chat.baseUrl, ANSWER: answer },
  });
  const { report } = await installation.record(["program.mjs"], options("first"));
  const first = await answerOf("first");
  expect(chat.requests).toHaveLength(1);
  // What the child did is with the server.
  const replays = join(installation.environment["AO_HOME"] ?? "", "runtime", "replay");
  await installation.ao(["graph", report.session_id, "--wait", "--timeout", "20"]);
  await vi.waitFor(
    async () => {
      const { stdout } = await installation.ao(["graph", report.session_id, "--json"]);
      expect((JSON.parse(stdout) as { nodes: unknown[] }).nodes).toHaveLength(1);
    },
    { timeout: 10_000, interval: 500 },
  );

  const again = await installation.rerun([report.session_id, "--offline"], options("second"));
  expect(again.exitCode, again.stderr).toBe(0);
  expect(await answerOf("second")).toBe(first);
  expect(chat.requests).toHaveLength(1);
  await vi.waitFor(() => expect(readdirSync(replays)).toEqual([]), {
    timeout: 15_000,
    interval: 250,
  });
});
