// The completion scripts. They ask `ao __complete` and know nothing of ao themselves.
import bash from "./ao.bash" with { type: "text" };
import fish from "./ao.fish" with { type: "text" };
import zsh from "./ao.zsh" with { type: "text" };

/** The script of each shell there is one for. */
export const SCRIPTS = { bash, zsh, fish } as const satisfies Record<string, string>;
