// What a body that is text says: JSON, the fields of a form, or the text itself. Runs in the user's process
// and in the server, which must come to the same; pure.

export interface TextValue {
  readonly kind: "json" | "form" | "text";
  readonly value: unknown;
}

const TEXT_TYPES = /^text\/|[/+](?:xml|javascript|graphql|x-subrip)/;

/** Null where its type says that it is no text. */
export function textValue(text: string, mediaType: string): TextValue | null {
  const json = parseJson(text);
  if (json !== null) return { kind: "json", value: json.value };
  if (mediaType === "application/x-www-form-urlencoded") {
    return { kind: "form", value: Object.fromEntries(new URLSearchParams(text)) };
  }
  // A cut-off JSON body is text as well.
  const isText = mediaType === "" || mediaType.includes("json") || TEXT_TYPES.test(mediaType);
  return isText ? { kind: "text", value: text } : null;
}

/** `text/plain` of `text/plain; charset=utf-8`. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

function parseJson(text: string): { readonly value: unknown } | null {
  // Bare words and numbers are more likely plain text than JSON.
  if (!/^\s*(?:[[{"]|(?:null|true|false)\s*$)/.test(text)) return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null; // Not JSON is an expected answer here.
  }
}
