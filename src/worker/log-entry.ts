// An entry of the run's log as JSON can say it. Runs in the user's process; throws what the entry's own
// code throws.
import type * as NodeTypes from "node:util/types";
import { builtinModule } from "#src/intercept/builtin-module.ts";

// Captured at load: programs patch these.
const { stringify } = JSON;
const text = String;

/** Undefined for what is no value of JSON at all: a function, a symbol and undefined itself. */
export function entryJson(entry: unknown): string | undefined {
  const { isNativeError, isMap, isSet } = builtinModule<typeof NodeTypes>("node:util/types");
  const around: { readonly shown: object; readonly original: object }[] = [];

  /** What of JSON alone would be `{}`. */
  function shownAs(value: object): object {
    if (isNativeError(value)) return errorParts(value);
    return isMap(value) || isSet(value) ? [...value] : value;
  }

  return stringify(entry, function (this: object, _key, value: unknown): unknown {
    if (typeof value === "bigint") return text(value);
    if (typeof value !== "object" || value === null) return value;
    while (around.length > 0 && around[around.length - 1]?.shown !== this) around.pop();
    for (const { original } of around) if (original === value) return "[circular]";
    const shown = shownAs(value);
    around.push({ shown, original: value });
    return shown;
  }) as string | undefined;
}

/** Without its stack, which names files of this machine. */
function errorParts(error: Error): object {
  const { name, message, cause } = error;
  const own: object = { ...error };
  return {
    name,
    message,
    ...(cause === undefined ? {} : { cause }),
    ...(error instanceof AggregateError ? { errors: error.errors } : {}),
    ...own,
  };
}
