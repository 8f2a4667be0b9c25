// Tells a signal to the whole process group, which the program has got itself, from one to ao alone,
// which it has not. Nothing the kernel says about a signal tells the two apart; a process that stands
// beside the program and dies of the first does. Runs in the CLI.

/** After this the witness has died of a signal to the group, or there was none. */
const VERDICT_MS = 50;

export interface GroupWitness {
  /** Whether a signal that has just reached ao went to its whole group; null where nobody knows. */
  sawSignal(signal: NodeJS.Signals): Promise<boolean | null>;
  close(): void;
}

type Child = Bun.Subprocess<"pipe", "ignore", "ignore">;

interface Witness {
  readonly child: Child;
  readonly exited: Promise<void>;
}

/** A witness, which ends with ao however that ends. Without `cat` there is none. */
export function createGroupWitness(): GroupWitness {
  const command = Bun.which("cat");
  let closed = false;
  let lastDeath: { readonly signal: string; readonly at: number } | null = null;
  let witness = command === null ? null : start(command);

  function start(path: string): Witness | null {
    try {
      // It reads a pipe of ours: our end is its end, too.
      const child = Bun.spawn([path], {
        stdio: ["pipe", "ignore", "ignore"],
        cwd: "/",
        env: {},
      });
      child.unref();
      return { child, exited: follow(child, path) };
    } catch {
      // No process to be had: whoever asks is told that nobody knows.
      return null;
    }
  }

  async function follow(child: Child, path: string): Promise<void> {
    await child.exited;
    if (closed) return;
    const signal = typeof child.signalCode === "string" ? child.signalCode : null;
    if (signal !== null) lastDeath = { signal, at: performance.now() };
    // One that ends in another way would do so again.
    witness = signal === null || signal === "SIGKILL" ? null : start(path);
  }

  return {
    async sawSignal(signal) {
      const saw = (): boolean =>
        lastDeath?.signal === signal && performance.now() - lastDeath.at < VERDICT_MS;
      if (saw()) return true;
      if (witness === null) return null;
      await Promise.race([witness.exited, Bun.sleep(VERDICT_MS)]);
      return saw();
    },
    close() {
      closed = true;
      witness?.child.kill("SIGKILL");
      witness = null;
    },
  };
}
