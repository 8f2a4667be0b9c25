// config.json: what a user has set. Loaded only where there is one, because `ao record` reads the
// settings before the program starts.
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { existsSync, readFileSync } from "node:fs";
import { describeSystemError } from "#src/config/system-error.ts";
import { AoError } from "#src/errors.ts";
import { NodeKind } from "#src/protocol/graph.ts";

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
    clock: Type.Optional(Type.Union([Type.Literal("recorded"), Type.Literal("real")])),
    random: Type.Optional(Type.Union([Type.Literal("seeded"), Type.Literal("real")])),
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
    idle_timeout: Type.Optional(Type.Number({ minimum: 0 })),
    log_level: Type.Optional(
      Type.Union(["debug", "info", "warn", "error"].map((level) => Type.Literal(level))),
    ),
  },
  { additionalProperties: false },
);
export type ConfigFile = Static<typeof ConfigFile>;

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
    throw new AoError("bad_input", `Cannot read "${path}": ${describeSystemError(error)}`, {
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
