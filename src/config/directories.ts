// The one place that knows where ao keeps its files. Pure: nothing is created here.
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Every file and folder of one installation; folders are 0700, files 0600. */
export interface Directories {
  readonly home: string;
  readonly databaseDirectory: string;
  readonly database: string;
  readonly logs: string;
  readonly serverLog: string;
  readonly rewriteLog: string;
  readonly gitLog: string;
  readonly rewritten: string;
  readonly git: string;
  /** Undelivered events: one folder per run, one file per process. */
  readonly spool: string;
  /** Parts of the executable that must be files: the preload, the native parser. */
  readonly runtime: string;
  readonly token: string;
  /** Where the running server says how to reach it. */
  readonly serverFile: string;
  /** Held by the running server through an operating-system lock. */
  readonly serverLock: string;
  readonly configFile: string;
}

/** `AO_HOME`, else `$XDG_CACHE_HOME/ao`, else `~/.cache/ao`. */
export function resolveHome(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment["AO_HOME"]) return environment["AO_HOME"];
  const cache = environment["XDG_CACHE_HOME"];
  return cache ? join(cache, "ao") : join(environment["HOME"] || homedir(), ".cache", "ao");
}

/** The files of the installation at `path`, made absolute. */
export function directoriesAt(path: string): Directories {
  const home = resolve(path);
  const inside = (...parts: string[]): string => join(home, ...parts);
  return {
    home,
    databaseDirectory: inside("db"),
    database: inside("db", "ao.sqlite"),
    logs: inside("logs"),
    serverLog: inside("logs", "server.log"),
    rewriteLog: inside("logs", "rewrite.log"),
    gitLog: inside("logs", "git.log"),
    rewritten: inside("rewritten"),
    git: inside("git"),
    spool: inside("spool"),
    runtime: inside("runtime"),
    token: inside("token"),
    serverFile: inside("server.json"),
    serverLock: inside("server.lock"),
    configFile: inside("config.json"),
  };
}
