// A JSON-RPC answer from the cache must carry the id of the request it is given to. Runs in the
// user's process; text in, text out.

const { parse, stringify } = JSON;

/** {@link withRequestId} for a body in parts; text that is not UTF-8 is no JSON-RPC answer. */
export function partsWithRequestId(
  parts: readonly Uint8Array[],
  request: unknown,
): readonly Uint8Array[] {
  const decoder = new TextDecoder();
  // Joined first: a message may go over from one part to the next.
  const texts = parts.map((part) => decoder.decode(part, { stream: true }));
  const answer = texts.join("");
  const changed = withRequestId(answer, request);
  return changed === answer ? parts : [new TextEncoder().encode(changed)];
}

/**
 * The answer (a JSON body or a stream of events) with the ids of its responses replaced by the id of
 * `request`. Whatever is not a JSON-RPC response stays as it is, byte for byte.
 */
export function withRequestId(answer: string, request: unknown): string {
  const id: unknown =
    typeof request === "object" && request !== null ? Reflect.get(request, "id") : null;
  if (id === undefined || id === null) return answer;
  if (/^\s*\{/.test(answer)) return replaceId(answer, id);
  return answer.replace(/^(data: ?)(\{.*\})$/gm, (_, field: string, data: string) => {
    return field + replaceId(data, id);
  });
}

function replaceId(text: string, id: unknown): string {
  try {
    const message: unknown = parse(text);
    if (typeof message !== "object" || message === null) return text;
    const isResponse = "id" in message && ("result" in message || "error" in message);
    return isResponse ? stringify({ ...message, id }) : text;
  } catch {
    return text; // Not JSON: nothing of ours to change.
  }
}
