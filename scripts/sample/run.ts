// `npm run sample`: builds ao where needed, records the sample agent and shows its graph. Without
// OPENAI_API_KEY the agent talks to a local mock; with it, to the real service.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isFresh } from "#scripts/build/is-fresh.ts";
import { startMock } from "./mock-provider.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const ao = join(repository, "dist", process.platform === "win32" ? "ao.exe" : "ao");

if (!isFresh(ao, repository))
  await run([process.execPath, join(repository, "scripts", "build.ts")]);
await record(process.argv.slice(2));
console.log();
await run([ao, "graph", "last"]);
console.log();
await run([ao, "server", "status"]);

async function record(args: string[]): Promise<void> {
  const command = [ao, "record", "--name", "sample", "scripts/sample/agent.ts", ...args];
  if (process.env["OPENAI_API_KEY"]) return run(command);
  const mock = await startMock();
  console.log(`OPENAI_API_KEY is not set: using a MOCK of OpenAI at ${mock.url}\n`);
  try {
    await run(command, { OPENAI_API_KEY: "mock-key", OPENAI_BASE_URL: mock.url });
  } finally {
    await mock.stop();
  }
}

/** Runs a command in the repository; where it fails, this program ends with its exit code. */
async function run(command: string[], variables: Record<string, string> = {}): Promise<void> {
  const child = Bun.spawn(command, {
    cwd: repository,
    env: { ...process.env, ...variables },
    stdio: ["inherit", "inherit", "inherit"],
  });
  const code = await child.exited;
  if (code === 0) return;
  console.error(`sample: ${command.join(" ")} ended with exit code ${code}`);
  process.exit(code);
}
