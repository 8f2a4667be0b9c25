// The body that a node shows: the recorded bytes where they are what is shown, else a JSON text of
// its own. Pure, but for reading from the store.
import type { BodyFormat, BodyId, ShownBody } from "#src/store/records.ts";
import type { BodyReader, BodyWriter } from "#src/store/store.ts";

/** A body on its way into the store. */
export interface UnstoredBody {
  readonly bytes: Uint8Array;
  readonly format: BodyFormat;
}

/** A value as JSON; undefined, which JSON does not know, is null. */
export function jsonBody(value: unknown): UnstoredBody {
  return { bytes: Buffer.from(JSON.stringify(value) ?? "null"), format: "json" };
}

/** Stores a body; `added` is what it took in the file. */
export async function putShown(
  bodies: BodyWriter,
  shown: UnstoredBody | null,
): Promise<{ readonly shown: ShownBody | null; readonly added: number }> {
  if (shown === null) return { shown: null, added: 0 };
  const { body, added } = await bodies.put(shown.bytes);
  return { shown: { body, format: shown.format }, added };
}

/** The JSON text of a shown body; `null` where there is none. */
export async function shownJson(bodies: BodyReader, shown: ShownBody | null): Promise<string> {
  if (shown === null) return "null";
  const text = decoder.decode(await bodies.read(shown.body));
  return shown.format === "json" ? text : JSON.stringify(text);
}

/** The value of a shown body. */
export async function shownValue(bodies: BodyReader, shown: ShownBody | null): Promise<unknown> {
  return JSON.parse(await shownJson(bodies, shown)) as unknown;
}

/** The bytes of a body, or none where it was not kept. */
export async function readOrEmpty(bodies: BodyReader, body: BodyId | null): Promise<Uint8Array> {
  return body === null ? new Uint8Array() : bodies.read(body);
}

/** Decodes as a browser does: a byte order mark is dropped, broken sequences become U+FFFD. */
const decoder = new TextDecoder();
