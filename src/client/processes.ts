// What the operating system says about a process. Runs in the CLI.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** True for a process that can still do something; a zombie only waits to be collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !isZombie(pid);
}

/**
 * True where the process was started as `ao server run`. Process numbers are used again, so a number
 * from a file alone is no reason to send a signal.
 */
export function isServerProcess(pid: number): boolean {
  const words = commandLine(pid);
  return words.some((word, index) => word === "server" && words[index + 1] === "run");
}

function isZombie(pid: number): boolean {
  try {
    // The state follows the name, which is in parentheses and may hold anything (proc(5)).
    const [, state] = /\) (\S)[^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state === "Z" || state === "X";
  } catch {
    // No /proc on this system.
    return false;
  }
}

function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return process.platform === "win32" ? windowsCommandLine(pid) : psCommandLine(pid);
  }
}

function psCommandLine(pid: number): string[] {
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return (stdout ?? "").trim().split(/\s+/);
}

function windowsCommandLine(pid: number): string[] {
  const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`;
  const { stdout } = spawnSync("powershell", ["-NoProfile", "-Command", query], {
    encoding: "utf8",
    windowsHide: true,
  });
  return (stdout ?? "").trim().split(/\s+/);
}
