// The bytes of a file inside a body, cut out again when they are asked for, so that they are stored
// once, as a part of the body. Runs in the server.
import { AoError } from "#src/errors.ts";
import { isObject, property, valueAt } from "#src/protocol/json.ts";
import { splitParts } from "#src/providers/multipart.ts";
import { readOrEmpty, shownValue } from "#src/runs/shown-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** See {@link RunService.attachment}. */
export async function readAttachment(
  store: StoreReader,
  sha256: string,
): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string }> {
  const found = await store.attachments.find(sha256);
  const node = found === null ? null : await store.nodes.get(found.runId, found.number);
  if (found === null || node === null) throw missing(sha256, "there is none with this hash");
  const { side, path, media_type } = found.attachment;
  const shown = side === "input" ? node.input : node.output;
  const value = valueAt(await shownValue(store.bodies, shown), path);
  const bytes =
    typeof value === "string"
      ? fromText(value)
      : await fromRecordedBytes(store, node, { side, value, sha256 });
  if (bytes === null || hashOf(bytes) !== sha256) throw missing(sha256, "its bytes were not kept");
  return { bytes, mediaType: media_type };
}

/** A data URL (RFC 2397) or base64. */
function fromText(text: string): Uint8Array | null {
  const url = /^data:[^,]*,/i.exec(text.slice(0, 300));
  if (url === null) return Buffer.from(text, "base64");
  const data = text.slice(url[0].length);
  if (/;base64,$/i.test(url[0])) return Buffer.from(data, "base64");
  try {
    return Buffer.from(decodeURIComponent(data), "utf8");
  } catch {
    return null; // Wrongly encoded: no file was found in it in the first place.
  }
}

/** A whole body, or a part of a form: the shown value only describes it. */
async function fromRecordedBytes(
  store: StoreReader,
  node: NodeRecord,
  wanted: { readonly side: "input" | "output"; readonly value: unknown; readonly sha256: string },
): Promise<Uint8Array | null> {
  const isInput = wanted.side === "input";
  const body = await readOrEmpty(store.bodies, isInput ? node.requestBody : node.responseBody);
  if (isObject(property(wanted.value, "$binary"))) return body;
  const type = (isInput ? node.requestType : node.responseType) ?? "";
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  const delimiter = boundary?.[1] ?? boundary?.[2];
  if (delimiter === undefined) return null;
  for (const part of splitParts(Buffer.from(body), `--${delimiter}`)) {
    const content = part.subarray(part.indexOf("\r\n\r\n") + 4);
    if (hashOf(content) === wanted.sha256) return content;
  }
  return null;
}

function hashOf(bytes: Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

function missing(sha256: string, why: string): AoError {
  return new AoError("not_found", `Cannot find attachment "${sha256}": ${why}`);
}
