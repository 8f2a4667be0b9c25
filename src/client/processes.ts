// What a process was started as. Runs in the CLI and in a server that starts.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * True where the process was started as `ao server run`. Process numbers are used again, so a number
 * from a file alone is no reason to send a signal.
 */
export function isServerProcess(pid: number): boolean {
  const words = commandLine(pid);
  return words.some((word, index) => word === "server" && words[index + 1] === "run");
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
