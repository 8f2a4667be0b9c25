// The identity of a call for the cache: what was asked, not in which form the answer is wanted. Runs
// in the user's process (answers from the cache) and in the server (entries for it); both must come
// to the same.
import { canonicalJson } from "./json-text.ts";
import { normalizeRequest } from "./normalize-request.ts";

// Captured at load: a recorded program's random numbers are those of its seed, the same in each re-run.
const randomUUID = crypto.randomUUID.bind(crypto);

/**
 * SHA-256 (hex) over the canonical JSON of the operation's id, the path (`identityPath()`) and the
 * normalised body.
 * `body` is the parsed JSON body, or the `value` of `decodeBody()` for others. Undefined stands for a
 * body that is not known and equals no other, so that it cannot be answered from the cache.
 */
export function inputHash(operation: string, path: string, body: unknown): string {
  const identity = {
    operation,
    path: knownPath(operation, path),
    body: body === undefined ? { $unknown: randomUUID() } : normalizeRequest(operation, body),
  };
  // Not node:crypto: loading it takes 4 ms at the start of every recorded program.
  return Bun.CryptoHasher.hash("sha256", canonicalJson(identity), "hex");
}

/** A program calls few paths, and often. */
const knownPaths = new Map<string, string>();
const MOST_KNOWN_PATHS = 200;

function knownPath(operation: string, path: string): string {
  // With its query, and whole.
  if (operation.startsWith("configured.")) return path;
  const key = `${operation} ${path}`;
  let known = knownPaths.get(key);
  if (known === undefined) {
    known = identifyingPath(operation, path);
    if (knownPaths.size < MOST_KNOWN_PATHS) knownPaths.set(key, known);
  }
  return known;
}

/**
 * No query: what providers put there (`api-version`, `alt`, keys) does not change the answer. And only
 * from a provider API's own part on, because the prefix of a gateway belongs to the base URL. Tools
 * are told apart by their whole path.
 */
function identifyingPath(operation: string, path: string): string {
  const whole = path.replace(/[?#].*$/s, "").replace(/\/$/, "");
  if (operation.startsWith("mcp.")) return whole;
  const bare = withoutForm(whole);
  const start = bare.search(/\/(?:v\d+[a-z0-9]*|deployments|models?|api)\//);
  return start === -1 ? bare : bare.slice(start);
}

/** Some providers say in the path that the answer is to be streamed. */
function withoutForm(path: string): string {
  if (path.endsWith("-stream")) return path.replace(/(?:-with-response)?-stream$/, "");
  return path.replace(/:stream([A-Z])/, (_, first: string) => `:${first.toLowerCase()}`);
}
