// Finds the secrets a request carries, so that their values never reach the disk, whoever repeats
// them: an error body, a URL, a prompt. Runs in the user's process.
import type { OutgoingRequest } from "#src/intercept/call-recorder.ts";
import { createScrubber, isSecretName, secretHeaderNames } from "#src/providers/secrets.ts";

/** Shorter values would take ordinary words out of prompts. */
const SHORTEST_SECRET = 8;

// Programs that play browser delete the global.
const runtime = process;

/** For a request (null: only the environment), a function that takes its secrets out of a text. */
export function createSecretFinder(): (
  request: OutgoingRequest | null,
) => (text: string) => string {
  return (request) => {
    const secrets = new Set<string>();
    const add = (value: string): void => {
      if (value.length >= SHORTEST_SECRET) secrets.add(value);
    };
    for (const [name, value] of Object.entries(runtime.env)) {
      if (value !== undefined && isSecretName(name)) add(value);
    }
    if (request !== null) collectFromRequest(request, add);
    return createScrubber(secrets);
  };
}

function collectFromRequest(request: OutgoingRequest, add: (value: string) => void): void {
  for (const name of secretHeaderNames) {
    const value = request.header(name);
    if (value === null) continue;
    add(value);
    // `Bearer abc`, `Basic abc`: servers repeat the part after the scheme.
    const parts = value.split(" ");
    if (parts.length === 2) add(parts[1] ?? "");
  }
  const query = request.url.indexOf("?");
  if (query < 0) return;
  for (const [name, value] of new URLSearchParams(request.url.slice(query + 1))) {
    if (isSecretName(name) || name === "key") add(value);
  }
}
