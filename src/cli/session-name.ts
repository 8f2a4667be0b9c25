// The names that sessions can have.
import { usage } from "#src/cli/arguments.ts";
import { NAME_PATTERN } from "#src/protocol/create-id.ts";

/** @throws AoError `usage` for what is no name. */
export function assertSessionName(name: string): void {
  if (name === "last") throw usage('cannot use the name "last": it stands for the newest session');
  if (new RegExp(NAME_PATTERN).test(name)) return;
  throw usage(`cannot use the name "${name}": letters, digits, ".", "_" and "-" only, at most 64`);
}
