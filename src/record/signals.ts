// Signals sent to `ao record` are meant for the program. Runs in the CLI.
import { readFileSync } from "node:fs";
import { constants } from "node:os";

const FORWARDED = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;

/** What a terminal sends to every process in the foreground: the program gets it without us. */
const FROM_TERMINAL = new Set<NodeJS.Signals>(["SIGINT", "SIGQUIT"]);

/** Passes on signals to the program until the result is called. */
export function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const hadTerminal = hasTerminal();
  const handlers = FORWARDED.map((signal) => {
    const handler = (): void => {
      if (FROM_TERMINAL.has(signal) && isForeground()) return;
      // A terminal that goes away tells the program itself.
      if (signal === "SIGHUP" && hadTerminal) return;
      send(signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/** Ends this process the way the program ended, so that a shell or a supervisor sees the same. */
export async function endBySignal(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  // A signal that is blocked or ignored here: the exit code a shell would show for it.
  await Bun.sleep(200);
  process.exit(128 + signalNumber(signal));
}

/** The number of a signal, 0 where the platform has none of that name. */
export function signalNumber(signal: string): number {
  return (constants.signals as Record<string, number>)[signal] ?? 0;
}

/** proc_pid_stat(5): after the command name in parentheses come state, ppid, pgrp, session, tty_nr, tpgid. */
function readTerminalFields(): { pgrp: number; terminal: number; foreground: number } | null {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pgrp: Number(fields[2]), terminal: Number(fields[4]), foreground: Number(fields[5]) };
  } catch {
    // Not Linux.
    return null;
  }
}

function isForeground(): boolean {
  const fields = readTerminalFields();
  return fields === null ? hasTerminal() : fields.foreground === fields.pgrp;
}

function hasTerminal(): boolean {
  const fields = readTerminalFields();
  if (fields !== null) return fields.terminal !== 0;
  return process.stdin.isTTY || process.stderr.isTTY;
}
