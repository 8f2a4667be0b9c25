// Stops a program, with all that it started, when its time is over. Runs in the CLI.

export interface TimeLimit {
  /** The program has ended. Resolves, when what else it started is gone, to whether its time was over. */
  end(): Promise<boolean>;
}

/** Everything that this process has started is stopped after `timeoutMs`; null: never. */
export function limitTime(timeoutMs: number | null, graceMs: number): TimeLimit {
  if (timeoutMs === null) return { end: async () => false };
  let stopping: Promise<unknown> | null = null;
  const timer = setTimeout(() => (stopping = stopAll(graceMs)), timeoutMs);
  return {
    async end() {
      clearTimeout(timer);
      await stopping;
      return stopping !== null;
    },
  };
}

async function stopAll(graceMs: number): Promise<void> {
  // Loaded when it is needed, which it seldom is.
  const { stopProcesses } = await import("#src/runs/stop-processes.ts");
  await stopProcesses({ owner: process.pid, graceMs });
}
