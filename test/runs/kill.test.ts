import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import {
  RUN,
  STREAM,
  numbered,
  openService,
  readGraph,
  runEnd,
  temporaryHome,
} from "./recorded-run.ts";

/** Starts the child and kills it when it has acknowledged `events`; gives the last acknowledgement. */
async function killAfter(home: string, events: number) {
  const program = new URL("kill-child.ts", import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [program, home], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let last = { seq: 0, calls: 0, type: "" };
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const [seq, calls, type] = line.split(" ");
    last = { seq: Number(seq), calls: Number(calls), type: type ?? "" };
    if (last.seq === events) child.kill("SIGKILL");
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
  return last;
}

test.each([1, 2, 3, 40, 171])(
  "after kill -9 at the %dth event everything acknowledged is there, and the graph is completed",
  async (events) => {
    using home = temporaryHome();
    const last = await killAfter(home.home, events);
    await using service = await openService(home);
    // What is known is skipped; what comes next must be the next number.
    const next = service.ingest(RUN, STREAM, numbered([runEnd()], last.seq + 100));
    await expect(next).rejects.toThrow(/is missing$/);
    await service.collect();
    await service.settle(RUN);
    const { run, nodes, edges } = await service.outline(RUN);
    expect(run.status).toBe("interrupted");
    // The child may have stored one more than it could say.
    expect(nodes.length - last.calls).toBeOneOf([0, 1]);
    const ended = nodes.slice(0, last.calls - 1);
    expect(ended.every((node) => node.status === "ok")).toBe(true);
    if (last.type === "call-end") expect(nodes[last.calls - 1]?.status).toBe("ok");
    // Each call quotes the one before; matching was cut off with the rest.
    for (let call = 2; call <= last.calls; call++) {
      expect(edges).toContainEqual(
        expect.objectContaining({ source: `n${call - 1}`, target: `n${call}` }),
      );
    }
    await readGraph(service);
  },
);
