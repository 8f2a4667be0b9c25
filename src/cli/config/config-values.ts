// The settings of config.json: reading it leniently, so that a broken one can be mended, and
// checking a change before it is written. Runs in the CLI.
import { Value } from "@sinclair/typebox/value";
import { existsSync, readFileSync } from "node:fs";
import { nearest } from "#src/cli/suggest.ts";
import { ConfigFile } from "#src/config/config-file.ts";
import type { Settings } from "#src/config/settings.ts";
import { describeSystemError } from "#src/config/system-error.ts";
import { AoError } from "#src/errors.ts";
import { isObject } from "#src/protocol/json.ts";

export const CONFIG_KEYS: readonly string[] = Object.keys(ConfigFile.properties);

/** Variables that win over config.json. */
const VARIABLES: Readonly<Record<string, string>> = {
  port: "AO_PORT",
  idle_timeout: "AO_IDLE_TIMEOUT",
  log_level: "AO_LOG_LEVEL",
};

/** A setting in force. */
export interface ConfigValue {
  readonly key: string;
  readonly value: unknown;
  /** `default`, `config.json` or the variable's name. */
  readonly from: string;
}

/** What config.json holds, right or wrong; an empty object where there is none. */
export function readRawConfig(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isObject(parsed)) return parsed;
    throw new Error("it is not a JSON object");
  } catch (error) {
    throw new AoError("bad_input", `Cannot read "${path}": ${describeSystemError(error)}`, {
      hint: "mend the file, or delete it to go back to the defaults",
      cause: error,
    });
  }
}

/** Every setting in force and where it comes from. */
export function configValues(
  settings: Settings,
  raw: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigValue[] {
  const values: Record<string, unknown> = {
    calls: settings.calls,
    clock: settings.clock,
    random: settings.random,
    port: settings.port,
    idle_timeout: settings.idleTimeout,
    log_level: settings.logLevel,
  };
  return CONFIG_KEYS.map((key) => {
    const variable = VARIABLES[key];
    const fromFile = Object.hasOwn(raw, key) ? "config.json" : "default";
    const isVariable = variable !== undefined && Boolean(environment[variable]);
    return { key, value: values[key], from: isVariable ? variable : fromFile };
  });
}

/** @throws AoError `usage` for a name that is no setting. */
export function assertConfigKey(key: string): void {
  if (CONFIG_KEYS.includes(key)) return;
  const near = nearest(key, CONFIG_KEYS);
  const why = near === null ? `it is one of ${CONFIG_KEYS.join(", ")}` : `did you mean "${near}"?`;
  throw new AoError("usage", `unknown setting "${key}": ${why}`);
}

/**
 * `raw` with one setting changed; `text` is JSON, or plain text where the setting takes that.
 * @throws AoError `bad_input` naming the field that is wrong.
 */
export function withSetting(
  raw: Readonly<Record<string, unknown>>,
  key: string,
  text: string,
): ConfigFile {
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // Plain text, as in `ao config set log_level debug`; the schema decides whether it may be.
  }
  const wrong = Value.Errors(ConfigFile, { [key]: value }).First();
  if (wrong) {
    const place = wrong.path.slice(1).replaceAll("/", ".");
    const given = text.length > 60 ? "this value" : `"${text}"`;
    throw new AoError("bad_input", `Cannot set ${key} to ${given}: ${place}: ${reason(wrong)}`, {
      hint: "ao config --help shows what each setting takes",
    });
  }
  return checked({ ...raw, [key]: value });
}

/** `raw` without one setting; what else is wrong in it stays for its own turn. */
export function withoutSetting(
  raw: Readonly<Record<string, unknown>>,
  key: string,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => name !== key));
}

function checked(config: Record<string, unknown>): ConfigFile {
  if (Value.Check(ConfigFile, config)) return config;
  const wrong = Value.Errors(ConfigFile, config).First();
  const place = (wrong?.path ?? "").slice(1).replaceAll("/", ".");
  const key = place.split(".")[0] ?? "";
  throw new AoError("bad_input", `Cannot write config.json: ${place}: ${reason(wrong)}`, {
    hint: `take the wrong setting away first: ao config unset ${key}`,
  });
}

function reason(wrong: { readonly message: string; readonly schema: object } | undefined): string {
  if (wrong === undefined) return "it is not valid";
  const choices = literalsOf(wrong.schema);
  if (choices.length > 0) return `it is one of ${choices.join(", ")}`;
  return wrong.message.charAt(0).toLowerCase() + wrong.message.slice(1);
}

function literalsOf(schema: object): unknown[] {
  if (!("anyOf" in schema) || !Array.isArray(schema.anyOf)) return [];
  return schema.anyOf.flatMap((part: unknown) =>
    isObject(part) && "const" in part ? [part["const"]] : [],
  );
}
