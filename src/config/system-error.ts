// What the operating system refused, in its words alone. Runs everywhere.
import { describeThrown } from "#src/errors.ts";

/** `ENOENT: no such file or directory, open '/a'`: what is before and behind says nothing to a person. */
const SYSTEM_MESSAGE = /^[A-Z][A-Z0-9_]+: (.+?)(?:, [a-z_]+(?: '.*)?)?$/s;

/** The reason without its code, the name of the call and the path, which the caller names anyway. */
export function describeSystemError(error: unknown): string {
  const message = describeThrown(error);
  return SYSTEM_MESSAGE.exec(message)?.[1] ?? message;
}
