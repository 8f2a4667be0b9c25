// Finds the secrets a request carries, so that their values never reach the disk, whoever repeats
// them: an error body, a URL, a prompt. Runs in the user's process.
import type { OutgoingRequest } from "#src/intercept/call-recorder.ts";
import {
  createScrubber,
  environmentSecrets,
  isSecretName,
  isSecretParameter,
  secretHeaderNames,
} from "#src/providers/secrets.ts";

// Programs that play browser delete the global.
const runtime = process;

/** For a request (null: only the environment), a function that takes its secrets out of a text. */
export function createSecretFinder(): (
  request: OutgoingRequest | null,
) => (text: string) => string {
  // A program's calls have the same secrets, most of the time.
  let last: readonly string[] = [];
  let scrub = createScrubber(last);
  return (request) => {
    const secrets = environmentSecrets(runtime.env).map(({ value }) => value);
    if (request !== null) secrets.push(...requestSecrets(request));
    if (secrets.length !== last.length || secrets.some((secret, at) => secret !== last[at])) {
      last = secrets;
      scrub = createScrubber(secrets);
    }
    return scrub;
  };
}

function requestSecrets(request: OutgoingRequest): string[] {
  const secrets: string[] = [];
  for (const name of secretHeaderNames) {
    const value = request.header(name);
    if (value === null) continue;
    secrets.push(value);
    // `Bearer abc`, `Basic abc`: servers repeat the part after the scheme.
    const parts = value.split(" ");
    if (parts.length === 2) secrets.push(parts[1] ?? "");
  }
  const query = request.url.indexOf("?");
  if (query < 0) return secrets;
  for (const [name, value] of new URLSearchParams(request.url.slice(query + 1))) {
    if (isSecretParameter(name) || isSecretName(name)) secrets.push(value);
  }
  return secrets;
}
