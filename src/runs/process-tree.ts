// Which processes belong to a run's owner: everything that it started, and what these started. Runs in
// the server and in the CLI. Names no process that the run did not bring.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** The process group; 0 where the platform has none. */
  readonly group: number;
}

/**
 * The processes of an owner, without itself: its descendants, and those of its process group that have
 * lost their parents, where the group is its own. Its neighbours in a shell's pipeline share the
 * group, and are none of its own. Pure.
 */
export function processesOf(owner: number, all: readonly ProcessEntry[]): number[] {
  const byPid = new Map(all.map((entry) => [entry.pid, entry]));
  const self = byPid.get(owner);
  const leadsGroup = self !== undefined && self.group === owner;
  const found: number[] = [];
  for (const entry of all) {
    if (entry.pid === owner) continue;
    const line = ancestry(entry, byPid);
    const isDescendant = line.some(({ parent }) => parent === owner);
    if (isDescendant || (leadsGroup && isLostIn(self, line))) found.push(entry.pid);
  }
  return found;
}

/** All processes that can be seen. None where the platform does not tell. */
export function listProcesses(): ProcessEntry[] {
  if (process.platform === "linux") return listFromProc();
  return process.platform === "win32" ? listWindows() : listWithPs();
}

/** In the group, with ancestors that are gone: whoever stands in for them is in another group. */
function isLostIn(leader: ProcessEntry, line: readonly ProcessEntry[]): boolean {
  const inGroup = line.findIndex(({ group }) => group !== leader.group);
  const members = inGroup === -1 ? line : line.slice(0, inGroup);
  const eldest = members.at(-1);
  return eldest !== undefined && eldest.parent !== leader.parent;
}

/** The process and its ancestors, nearest first. */
function ancestry(entry: ProcessEntry, byPid: ReadonlyMap<number, ProcessEntry>): ProcessEntry[] {
  const line: ProcessEntry[] = [];
  const seen = new Set<number>();
  let next: ProcessEntry | undefined = entry;
  // Lists are not taken at one moment: a number may be used again, and lead in a circle.
  while (next !== undefined && !seen.has(next.pid)) {
    line.push(next);
    seen.add(next.pid);
    next = byPid.get(next.parent);
  }
  return line;
}

/** proc_pid_stat(5). No program is needed for it: containers often have no `ps`. */
function listFromProc(): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "latin1");
        const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        // A zombie has ended.
        if (state === "Z" || state === "X") return [];
        return [{ pid: Number(name), parent: Number(parent), group: Number(group) }];
      } catch {
        return []; // Ended meanwhile.
      }
    });
}

function listWithPs(): ProcessEntry[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid="], { encoding: "utf8" });
  return parseTable(stdout ?? "");
}

function listWindows(): ProcessEntry[] {
  const query =
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) 0" }';
  const { stdout } = spawnSync("powershell", ["-NoProfile", "-Command", query], {
    encoding: "utf8",
    windowsHide: true,
  });
  return parseTable(stdout ?? "");
}

function parseTable(text: string): ProcessEntry[] {
  return text.split("\n").flatMap((line) => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    if (!Number.isInteger(pid) || pid === undefined || parent === undefined) return [];
    return [{ pid, parent, group: group ?? 0 }];
  });
}
