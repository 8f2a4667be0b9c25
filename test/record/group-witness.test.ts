// The witness in this test's own process group: a signal to the group would end the test, so only
// what it says of signals to others is asked here; test/e2e/signals.test.ts has the rest.
import { expect, test } from "vitest";
import { createGroupWitness } from "#src/record/group-witness.ts";

test("a signal that left the witness alone did not go to the group", async () => {
  const witness = createGroupWitness();
  expect(await witness.sawSignal("SIGTERM")).toBe(false);
  witness.close();
});

test("a signal of which the witness died went to the group, and another witness takes its place", async () => {
  const witness = createGroupWitness();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.kill(livingWitness(), signal);
    expect(await witness.sawSignal(signal)).toBe(true);
  }
  witness.close();
});

function livingWitness(): number {
  const command = ["ps", "-o", "pid=,stat=,comm=", "--ppid", String(process.pid)];
  const list = Bun.spawnSync(command).stdout.toString();
  return Number(/^ *(\d+) +[^Z\s]+ +cat$/m.exec(list)?.[1]);
}
