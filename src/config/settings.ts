// What a user can set, from the environment and from config.json. Read once per command.
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { existsSync, readFileSync } from "node:fs";
import { type Directories, directoriesAt, resolveHome } from "#src/config/directories.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import { NodeKind } from "#src/protocol/graph.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A user's own kind of call, recognised by its URL (`*` stands for anything). */
export const ConfiguredCall = Type.Object(
  {
    pattern: Type.String({ minLength: 1 }),
    kind: NodeKind,
    label: Type.String({ minLength: 1, maxLength: 64 }),
  },
  { additionalProperties: false },
);
export type ConfiguredCall = Static<typeof ConfiguredCall>;

/** `config.json`. */
export const ConfigFile = Type.Object(
  {
    calls: Type.Optional(Type.Array(ConfiguredCall)),
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
    idle_timeout: Type.Optional(Type.Number({ minimum: 0 })),
    log_level: Type.Optional(
      Type.Union(["debug", "info", "warn", "error"].map((level) => Type.Literal(level))),
    ),
  },
  { additionalProperties: false },
);
export type ConfigFile = Static<typeof ConfigFile>;

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
}

/**
 * The settings in force.
 * @throws AoError `bad_input` naming the variable or field that is wrong.
 */
export function readSettings(environment: Environment): Settings {
  const directories = directoriesAt(resolveHome(environment));
  const file = readConfigFile(directories.configFile);
  const port = numberFrom(environment, "AO_PORT", { maximum: 65_535, integer: true });
  return {
    directories,
    host: environment["AO_HOST"] || "127.0.0.1",
    port: port ?? file.port ?? 5959,
    portIsExplicit: port !== null || file.port !== undefined,
    token: environment["AO_TOKEN"] || null,
    idleTimeout: numberFrom(environment, "AO_IDLE_TIMEOUT", {}) ?? file.idle_timeout ?? 1200,
    logLevel: environment["AO_LOG_LEVEL"] || file.log_level || "info",
    seed: environment["AO_SEED"] || null,
    calls: file.calls ?? [],
  };
}

/**
 * The configuration file, or an empty one where there is none.
 * @throws AoError `bad_input` naming the field.
 */
export function readConfigFile(path: string): ConfigFile {
  if (!existsSync(path)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AoError("bad_input", `Cannot read "${path}": ${describeThrown(error)}`, {
      hint: "mend the file, or delete it to go back to the defaults",
      cause: error,
    });
  }
  const wrong = Value.Errors(ConfigFile, parsed).First();
  if (wrong) {
    throw new AoError("bad_input", `Cannot use "${path}": ${wrong.path || "/"}: ${wrong.message}`);
  }
  return Value.Cast(ConfigFile, parsed);
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
