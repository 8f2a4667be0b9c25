// Reads the JSON body of a request. Runs in the server; never holds more than the limit.
import { AoError, describeThrown } from "#src/errors.ts";
import { isObject } from "#src/protocol/json.ts";
import { bodyTooLarge, MAXIMUM_BODY } from "#src/server/guard.ts";

const MAXIMUM_DEPTH = 200;

/**
 * The parsed body; an empty object where there is none.
 * @throws AoError `too_large` as soon as the limit is passed, `bad_input` for broken JSON or UTF-8.
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const bytes = await readBounded(request);
  if (bytes.length === 0) return {};
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AoError("bad_input", `Cannot read the body: ${describeThrown(error)}`, {
      cause: error,
    });
  }
  // Said here, because a schema that may be absent is only held against objects.
  if (!isObject(body)) throw new AoError("bad_input", "Cannot use the body: expected object");
  if (!isDeeperThan(body, MAXIMUM_DEPTH)) return body;
  throw new AoError("bad_input", `Cannot read the body: nested over ${MAXIMUM_DEPTH} levels deep`);
}

/** What reads nested values calls itself for each level; nobody nests like this in earnest. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

async function readBounded(request: Request): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // A chunked body does not say its length before; so it is counted while it comes.
  for await (const piece of request.body ?? []) {
    length += piece.length;
    if (length > MAXIMUM_BODY) throw bodyTooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
