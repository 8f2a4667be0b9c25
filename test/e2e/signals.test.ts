// Signals, exit by signal, and whose death takes whom along.
import { afterAll, describe, expect, test } from "vitest";
import { AO, Installation, run } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const installation = new Installation();
afterAll(() => installation[Symbol.asyncDispose]());

async function start(
  program: string,
  before: readonly string[] = [],
): Promise<{
  readonly child: Bun.Subprocess<"ignore", "pipe", "pipe">;
  readonly output: () => Promise<string>;
}> {
  const child = Bun.spawn([...before, AO, "record", "--json", `${programs}/${program}`], {
    env: { ...process.env, ...installation.environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const reader = child.stdout.getReader();
  const first = await reader.read();
  let text = new TextDecoder().decode(first.value);
  const output = async (): Promise<string> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += new TextDecoder().decode(value);
    }
  };
  return { child, output };
}

describe("signals", () => {
  test.each(["SIGTERM", "SIGINT", "SIGUSR2", "SIGHUP"] as const)(
    "%s reaches the program's handler exactly once and its exit code comes back",
    async (signal) => {
      const { child, output } = await start("signal-handler.ts");
      child.kill(signal);
      expect(await output()).toBe(`ready\ngot ${signal} 1\n`);
      await child.exited;
      expect(child.exitCode).toBe(9);
    },
  );

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s to the whole process group reaches the program once",
    async (signal) => {
      const { child, output } = await start("group-signal.ts", ["setsid"]);
      await until(() => hasWitness(child.pid));
      process.kill(-child.pid, signal);
      expect(await output()).toBe(`ready\n{"${signal}":1}\n`);
      await child.exited;
      expect(child.exitCode).toBe(9);
    },
  );

  test("a terminal that goes away tells the program, ao being the leader of its session", async () => {
    // The kernel tells nobody but the leader.
    const script = `
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
while b"ready" not in os.read(terminal, 1000):
    pass
time.sleep(0.2)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
    const words = ["record", "--quiet", `${programs}/group-signal.ts`];
    const finished = await run(["python3", "-c", script, AO, ...words], {
      environment: installation.environment,
    });
    expect(finished.stdout).toBe("9\n");
  });

  test.each(["SIGTERM", "SIGINT", "SIGKILL"] as const)(
    "a program that %s ends makes ao record end the same way",
    async (signal) => {
      const { child } = await start("wait.ts");
      const pid = childOf(child.pid);
      process.kill(pid, signal);
      await child.exited;
      expect(child.signalCode).toBe(signal);
    },
  );

  test("kill -9 of ao record takes the program along", async () => {
    const { child } = await start("wait.ts");
    const pid = childOf(child.pid);
    child.kill("SIGKILL");
    await child.exited;
    await until(() => !isAlive(pid));
  });
});

function childOf(pid: number): number {
  const children = Bun.spawnSync(["ps", "-o", "pid=", "--ppid", String(pid)]).stdout.toString();
  return Number(children.trim().split("\n")[0]);
}

/** True when the process by which ao tells signals apart is there. */
function hasWitness(pid: number): boolean {
  const names = Bun.spawnSync(["ps", "-o", "comm=", "--ppid", String(pid)]).stdout.toString();
  return names.split("\n").includes("cat");
}

function isAlive(pid: number): boolean {
  const state = Bun.spawnSync(["ps", "-o", "stat=", "-p", String(pid)])
    .stdout.toString()
    .trim();
  return state !== "" && !state.startsWith("Z");
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("condition not met in 5 s");
    await Bun.sleep(20);
  }
}
