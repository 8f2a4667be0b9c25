// What a user can set, from the environment and from config.json. Read once per command.
import { existsSync } from "node:fs";
import type * as ConfigFileModule from "#src/config/config-file.ts";
import type { ConfigFile, ConfiguredCall } from "#src/config/config-file.ts";
import { type Directories, directoriesAt, resolveHome } from "#src/config/directories.ts";
import { AoError } from "#src/errors.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly directories: Directories;
  readonly host: string;
  readonly port: number;
  /** True where the user named the port: another one must not be taken instead. */
  readonly portIsExplicit: boolean;
  /** The user's own token, which replaces the one in the token file. */
  readonly token: string | null;
  /** Seconds with nothing connected before the server stops; 0 is never. */
  readonly idleTimeout: number;
  readonly logLevel: string;
  readonly seed: string | null;
  readonly calls: readonly ConfiguredCall[];
  /** Whether readings of the clock are written down, and repeated in a re-run. */
  readonly clock: "recorded" | "real";
  /** Whether random numbers come from a seed that is kept with the run. */
  readonly random: "seeded" | "real";
}

/**
 * The settings in force.
 * @throws AoError `bad_input` naming the variable or field that is wrong.
 */
export function readSettings(environment: Environment): Settings {
  const directories = directoriesAt(resolveHome(environment));
  const file = readFileIfAny(directories.configFile);
  const port = numberFrom(environment, "AO_PORT", { maximum: 65_535, integer: true });
  return {
    directories,
    host: environment["AO_HOST"] || "127.0.0.1",
    port: port ?? file.port ?? 5959,
    portIsExplicit: port !== null || file.port !== undefined,
    token: environment["AO_TOKEN"] || null,
    idleTimeout: numberFrom(environment, "AO_IDLE_TIMEOUT", {}) ?? file.idle_timeout ?? 1200,
    logLevel: logLevelFrom(environment) ?? file.log_level ?? "info",
    seed: environment["AO_SEED"] || null,
    calls: file.calls ?? [],
    clock: file.clock ?? "recorded",
    random: file.random ?? "seeded",
  };
}

function readFileIfAny(path: string): ConfigFile {
  if (!existsSync(path)) return {};
  const { readConfigFile } = require("#src/config/config-file.ts") as typeof ConfigFileModule;
  return readConfigFile(path);
}

const LOG_LEVELS: readonly string[] = ["debug", "info", "warn", "error"];

function logLevelFrom(environment: Environment): string | null {
  const level = environment["AO_LOG_LEVEL"];
  if (level === undefined || level === "") return null;
  if (LOG_LEVELS.includes(level)) return level;
  const why = `it is one of ${LOG_LEVELS.join(", ")}`;
  throw new AoError("bad_input", `Cannot use AO_LOG_LEVEL="${level}": ${why}`);
}

function numberFrom(
  environment: Environment,
  name: string,
  limits: { maximum?: number; integer?: boolean },
): number | null {
  const text = environment[name];
  if (text === undefined || text === "") return null;
  const value = Number(text);
  const isWrong =
    !Number.isFinite(value) ||
    value < 0 ||
    value > (limits.maximum ?? Number.MAX_SAFE_INTEGER) ||
    (limits.integer === true && !Number.isInteger(value));
  if (isWrong)
    throw new AoError("bad_input", `Cannot use ${name}="${text}": not a number in range`);
  return value;
}
