// Images, sounds and documents inside a body: where they are, what they are, how large. Runs in the
// server; total, and quick on bodies that have none.
import { isObject, joinPath, property, stringAt } from "#src/protocol/json.ts";
import { describeBytes } from "./describe-bytes.ts";

/** A file inside a body. Size and hash are those of the decoded bytes. */
export interface FoundAttachment {
  /** Path of the string that holds it (of the object, for a file of a form). */
  readonly path: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
}

/** A place in a body, as a chain, so that paths are only written for what is found. */
interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly parent: Place | null;
}

/** All attachments, in the order they stand in the body. */
export function findAttachments(body: unknown): FoundAttachment[] {
  const found: FoundAttachment[] = [];
  const pending: Place[] = [{ value: body, key: "", parent: null }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { value } = place;
    if (typeof value === "string") addDataUrl(found, place, value);
    else if (Array.isArray(value)) pushItems(pending, place, value);
    else if (isObject(value)) {
      addTypedData(found, place, value);
      pushMembers(pending, place, value);
    }
  }
  return found;
}

function pushItems(pending: Place[], parent: Place, items: readonly unknown[]): void {
  // Vectors and token lists hold no files.
  if (typeof items[0] === "number") return;
  for (let key = items.length - 1; key >= 0; key--) {
    const value = items[key];
    if (typeof value === "string" || typeof value === "object")
      pending.push({ value, key, parent });
  }
}

function pushMembers(pending: Place[], parent: Place, object: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(object).toReversed()) {
    if (typeof value === "string" || (typeof value === "object" && value !== null)) {
      pending.push({ value, key, parent });
    }
  }
}

function pathOf(place: Place): string {
  const steps: (string | number)[] = [];
  for (let at: Place | null = place; at?.parent; at = at.parent) steps.push(at.key);
  return steps.toReversed().reduce<string>(joinPath, "");
}

const DATA_URL = /^data:([^;,]*)((?:;[^;,]*)*),/i;

function addDataUrl(found: FoundAttachment[], place: Place, text: string): void {
  if (!text.startsWith("data:")) return;
  const head = DATA_URL.exec(text.slice(0, 256));
  if (head === null) return;
  const data = text.slice(head[0].length);
  const bytes = /;base64/i.test(head[2] ?? "") ? decodeBase64(data) : decodePercent(data);
  if (bytes === null) return;
  found.push({
    path: pathOf(place),
    media_type: head[1] === undefined || head[1] === "" ? "text/plain" : head[1],
    ...describeBytes(bytes),
  });
}

/** Base64 beside its type, in each of the providers' ways of saying it. */
function addTypedData(
  found: FoundAttachment[],
  place: Place,
  object: Record<string, unknown>,
): void {
  const add = (key: string, media_type: string | null): void => {
    const text = object[key];
    if (media_type === null || typeof text !== "string" || text.startsWith("data:")) return;
    const bytes = decodeBase64(text);
    if (bytes !== null) {
      found.push({ path: joinPath(pathOf(place), key), media_type, ...describeBytes(bytes) });
    }
  };
  if ("data" in object) add("data", typeOfData(object, place));
  // MCP resources; Bedrock's sources; OpenAI's files and pictures.
  if ("blob" in object) add("blob", mimeTypeOf(object) ?? "application/octet-stream");
  if ("bytes" in object) add("bytes", typeOfBedrockSource(place));
  if ("file_data" in object) add("file_data", typeOfFileName(stringAt(object, "filename")));
  if ("b64_json" in object) add("b64_json", imageType(object["output_format"]));
  if (object["type"] === "image_generation_call") add("result", imageType(object["output_format"]));
  if ("images" in object) addOllamaImages(found, place, object["images"]);
  addDescribed(found, place, object);
}

/** Anthropic (`media_type`), Gemini and MCP (`mimeType`), OpenAI's audio (`format`, or an answer's `transcript`). */
function typeOfData(object: Record<string, unknown>, place: Place): string | null {
  const mediaType = stringAt(object, "media_type");
  if (mediaType !== null) return object["type"] === "text" ? null : mediaType;
  const mimeType = mimeTypeOf(object);
  if (mimeType !== null) return mimeType;
  const format = stringAt(object, "format");
  if (format !== null && place.key === "input_audio") return `audio/${format}`;
  return place.key === "audio" && "transcript" in object ? "audio/wav" : null;
}

function mimeTypeOf(object: Record<string, unknown>): string | null {
  return stringAt(object, "mimeType") ?? stringAt(object, "mime_type");
}

function imageType(format: unknown): string {
  return typeof format === "string" ? `image/${format}` : "image/png";
}

const BEDROCK_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html",
  txt: "text/plain",
  md: "text/markdown",
};

/** `{ image|document|video|audio: { format, source: { bytes } } }`. */
function typeOfBedrockSource(place: Place): string | null {
  const block = place.key === "source" ? place.parent : null;
  const format = stringAt(block?.value, "format");
  if (block === null || format === null) return null;
  if (block.key === "document") return BEDROCK_TYPES[format] ?? "application/octet-stream";
  return `${String(block.key)}/${format}`;
}

const FILE_TYPES: Readonly<Record<string, string>> = {
  ...BEDROCK_TYPES,
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  json: "application/json",
};

function typeOfFileName(name: string | null): string {
  const extension = (name ?? "").replace(/^.*\./, "").toLowerCase();
  return FILE_TYPES[extension] ?? "application/octet-stream";
}

/** Ollama has bare base64 without a type; the first bytes tell. */
function addOllamaImages(found: FoundAttachment[], place: Place, images: unknown): void {
  if (!Array.isArray(images)) return;
  images.forEach((image: unknown, index) => {
    const bytes = typeof image === "string" && image.length >= 16 ? decodeBase64(image) : null;
    const media_type = bytes === null ? null : sniffImage(bytes);
    if (bytes === null || media_type === null) return;
    const path = joinPath(joinPath(pathOf(place), "images"), index);
    found.push({ path, media_type, ...describeBytes(bytes) });
  });
}

function sniffImage(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 12).toString("latin1");
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : null;
}

/** Files that decoding has described already: parts of a form, whole binary bodies. */
function addDescribed(
  found: FoundAttachment[],
  place: Place,
  object: Record<string, unknown>,
): void {
  const described = property(object, "$file") ?? property(object, "$binary");
  const media_type = stringAt(described, "media_type");
  const sha256 = stringAt(described, "sha256");
  const size_bytes = property(described, "size_bytes");
  if (media_type === null || sha256 === null || typeof size_bytes !== "number") return;
  found.push({ path: pathOf(place), media_type, size_bytes, sha256 });
}

/** Null for what cannot be base64. The alphabet is checked at both ends only: bodies are large. */
function decodeBase64(text: string): Buffer | null {
  const isBase64 = /^[A-Za-z0-9+/_=\s-]*$/;
  if (text === "" || !isBase64.test(text.slice(0, 128)) || !isBase64.test(text.slice(-128))) {
    return null;
  }
  return Buffer.from(text, "base64");
}

function decodePercent(text: string): Buffer | null {
  try {
    return Buffer.from(decodeURIComponent(text), "utf8");
  } catch {
    return null; // Wrongly encoded: not a file that can be shown.
  }
}
