// What a program is given as its environment and its arguments when it is run again. Values come from
// the current environment alone: of the recorded one only names are kept. Runs in the CLI.
import { isSecretName } from "#src/providers/secrets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A value for a variable that an SDK insists on, though no call may need it. */
export interface Placeholder {
  readonly name: string;
  readonly value: string;
}

/** Variables of ao, the runtime and the shell that say nothing of what the program needs. */
const NOT_KEPT = new Set(["BUN_BE_BUN", "AO_SESSION_ID", "AO_RUN_ID", "AO_SPOOL_DIR", "_"]);

/** The names to keep with a run, sorted. */
export function environmentNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => environment[name] !== undefined && !NOT_KEPT.has(name))
    .sort();
}

/** Stand-ins for the keys that the recorded program had and `environment` lacks. */
export function missingKeys(
  recordedNames: readonly string[],
  environment: Environment,
): Placeholder[] {
  return recordedNames
    .filter((name) => isSecretName(name) && (environment[name] ?? "") === "")
    .map((name) => ({ name, value: `ao-placeholder-${name}` }));
}

/** The placeholders as variables. */
export function placeholderVariables(placeholders: readonly Placeholder[]): Record<string, string> {
  return Object.fromEntries(placeholders.map(({ name, value }) => [name, value]));
}

const REFERENCE = /\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Recorded arguments with the secrets put back that were taken out (`{env:OPENAI_API_KEY}`). What only
 * looks like a reference, to a variable that was none or held no secret, is the program's own text.
 */
export function withSecrets(
  args: readonly string[],
  recordedNames: readonly string[],
  environment: Environment,
): string[] {
  const known = new Set(recordedNames.filter(isSecretName));
  return args.map((argument) =>
    argument.replace(REFERENCE, (reference, name: string) =>
      known.has(name) ? (environment[name] ?? reference) : reference,
    ),
  );
}
