// `multipart/form-data` (RFC 7578) as an object. Runs in the server and the user's process; total.
import { describeBytes } from "./describe-bytes.ts";
import { parseJsonOrUndefined } from "./json-text.ts";

/**
 * The fields by name; a repeated field is a list, a file is `{ $file: { name, media_type,
 * size_bytes, sha256 } }`. Null where the content type names no boundary. The parts of a body cut
 * short are those that are whole.
 */
export function parseMultipart(
  bytes: Uint8Array,
  contentType: string,
): Record<string, unknown> | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) return null;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields = new Map<string, unknown[]>();
  for (const part of splitParts(body, `--${name}`)) {
    const field = readPart(part);
    if (field === null) continue;
    fields.set(field.name, [...(fields.get(field.name) ?? []), field.value]);
  }
  return Object.fromEntries(
    [...fields].map(([key, values]) => [key, values.length === 1 ? values[0] : values]),
  );
}

/** The parts between the delimiters, each with its headers. */
export function splitParts(body: Buffer, delimiter: string): Buffer[] {
  const parts: Buffer[] = [];
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const from = start + delimiter.length;
    const end = body.indexOf(`\r\n${delimiter}`, from);
    if (end === -1) break;
    // After the delimiter stands a line break.
    parts.push(body.subarray(body.indexOf("\r\n", from) + 2, end));
    start = end + 2;
  }
  return parts;
}

function readPart(part: Buffer): { readonly name: string; readonly value: unknown } | null {
  const headerEnd = part.indexOf("\r\n\r\n");
  if (headerEnd === -1) return null;
  const headers = part.subarray(0, headerEnd).toString("utf8");
  const content = part.subarray(headerEnd + 4);
  const name = parameterOf(headers, "name");
  if (name === null) return null;
  const file = parameterOf(headers, "filename");
  const type = /^content-type:\s*([^;\r\n]+)/im.exec(headers)?.[1]?.trim();
  if (file === null) return { name, value: readField(content.toString("utf8")) };
  const media_type = type ?? "application/octet-stream";
  return { name, value: { $file: { name: file, media_type, ...describeBytes(content) } } };
}

function parameterOf(headers: string, name: string): string | null {
  const found = new RegExp(`[;\\s]${name}="((?:[^"\\\\]|\\\\.)*)"`, "i").exec(headers);
  return found?.[1] === undefined ? null : found[1].replace(/%22/g, '"');
}

/** A field is text; one that is a JSON object or list is shown as such. */
function readField(text: string): unknown {
  return /^[[{]/.test(text) ? (parseJsonOrUndefined(text) ?? text) : text;
}
