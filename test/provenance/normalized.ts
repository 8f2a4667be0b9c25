// The words of a text, made the slow and obvious way: what the engine may not tell apart.

/** Words of `text` in lower case, without JSON escapes, HTML entities and marks. */
export function normalized(text: string): string {
  return text
    .replaceAll(/\\+u([0-9a-fA-F]{4})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replaceAll(/\\+[nrtbf"/]?/g, " ")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/&(?:amp|lt|gt|quot|apos|nbsp);/g, " ")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
