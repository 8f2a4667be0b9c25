// What the program gets for a call that must not leave: an error of the provider's kind, with a status
// that no client tries again. Runs in the user's process; pure.
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import { CACHE_OFF, NOT_SENT } from "#src/protocol/no-answer.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";

export type PlaceholderKeys = NonNullable<SpoolManifest["placeholders"]>;

/** Why a call is not sent. */
export interface Refusal {
  readonly status: number;
  /** For the program, and whoever reads its output. */
  readonly message: string;
  /** For the graph. */
  readonly reason: string;
}

/** For a call without a recorded answer, where nothing may be sent. */
export function refuseOffline(why: string): Refusal {
  return {
    status: 403,
    message: `ao: this call is not sent, because the run is offline: ${why}`,
    reason: `${NOT_SENT}, because the run is offline: ${why}`,
  };
}

/** For a call that is not served, whose key is but a stand-in; `why` it is not, as far as it was asked. */
export function refuseWithoutKey({ name }: PlaceholderKeys[number], why: string | null): Refusal {
  const isOff = why === CACHE_OFF;
  const fact = isOff ? CACHE_OFF : "this call is not in the cache";
  return {
    status: 401,
    message: `ao: ${fact} and ${name} is not set: set it and run again`,
    // Behind a colon the server says which recorded call it is nearest to.
    reason: isOff
      ? `${NOT_SENT}, because ${CACHE_OFF} and ${name} is not set`
      : `${NOT_SENT}: it is not in the cache, and ${name} is not set`,
  };
}

/** For an edited request under a signature that only the program can make. */
export function refuseUnsigned(): Refusal {
  const why = "AWS would refuse it, because its signature is that of the request before the edit";
  return {
    status: 403,
    message: `ao: the edited request is not sent: ${why}; with AWS_BEARER_TOKEN_BEDROCK set there is none`,
    reason: `${NOT_SENT}, though edited: ${why}`,
  };
}

/** The answer that says so, to a request with a JSON body where that matters. */
export function toAnswer(operation: string, { status, message }: Refusal): CachedAnswer {
  const isRpc = operation.startsWith("mcp.");
  const body = isRpc
    ? rpcError(message)
    : operation.startsWith("ollama.")
      ? { error: message }
      : error(status, message);
  return {
    status: isRpc ? 200 : status,
    contentType: "application/json",
    refusal: message,
    parts: [new TextEncoder().encode(JSON.stringify(body))],
  };
}

/** What OpenAI, Anthropic and Google have in common; Bedrock, Cohere and Mistral look for `message`. */
function error(status: number, message: string): object {
  const type = status === 401 ? "authentication_error" : "permission_error";
  return { type: "error", error: { type, code: type, message }, message };
}

function rpcError(message: string): object {
  return { jsonrpc: "2.0", id: 0, error: { code: -32_000, message } };
}
