// A recorded file as an answer. It comes from a program or a model and is not to be trusted: what a
// browser could run is offered for download only.
import { SECURITY_HEADERS } from "#src/server/respond.ts";

/** SVG is missing on purpose: it can hold script. */
const SHOWN_INLINE = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "application/pdf",
]);
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

interface StoredAttachment {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Never sniffed, sandboxed unless it is an image or a PDF. */
export function attachmentResponse(sha256: string, attachment: StoredAttachment): Response {
  const recorded = attachment.mediaType.toLowerCase().split(";")[0]?.trim() ?? "";
  const type = MEDIA_TYPE.test(recorded) ? recorded : "application/octet-stream";
  const isShown = SHOWN_INLINE.has(type);
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    "content-type": type,
    "content-disposition": isShown ? "inline" : `attachment; filename="${sha256.slice(0, 12)}"`,
  };
  if (!isShown) headers["content-security-policy"] = "default-src 'none'; sandbox";
  return new Response(new Blob([attachment.bytes as Uint8Array<ArrayBuffer>]), { headers });
}
