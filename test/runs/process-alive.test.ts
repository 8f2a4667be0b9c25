import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { DEAD_PID, startBystander } from "./spool.ts";

describe("isProcessAlive()", () => {
  test("tells a living process from one that ended and from ids that nobody has", async () => {
    const child = await startBystander();
    expect(isProcessAlive(child.pid)).toBe(true);
    expect(isProcessAlive(child.pid, Date.now())).toBe(true);
    await child.kill();
    expect(isProcessAlive(child.pid)).toBe(false);
    expect([DEAD_PID, 0, -1, 1.5, Number.NaN].some((pid) => isProcessAlive(pid))).toBe(false);
  });

  test.runIf(process.platform === "linux")(
    "a process that only has the id of an earlier one is not it",
    () => {
      expect(isProcessAlive(process.pid, Date.now() - 24 * 3600 * 1000)).toBe(false);
    },
  );

  test.runIf(process.platform === "linux")("a zombie is dead", async () => {
    // The shell's child ends at once and is never waited for: `exec` puts sleep in the shell's place.
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 600"]);
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    const isZombie = () => / Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
    await expect.poll(isZombie).toBe(true);
    expect(isProcessAlive(pid)).toBe(false);
    parent.kill("SIGKILL");
    await once(parent, "exit");
  });
});
