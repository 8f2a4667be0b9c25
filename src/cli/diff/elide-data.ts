// Encoded images and sounds, of which nobody reads a letter, as what they are and how much. Pure.
import { formatBytes } from "#src/protocol/presentation/format.ts";

/** In a data URL, or so long without a break that it is no word. */
const DATA = /(?<url>;base64,)?(?<data>[A-Za-z0-9+/_-]{40,}={0,2})/g;
/** Letters of a run that stands alone. */
const LONGEST_WORD = 200;

/** `data:image/png;base64,(2.2 KB)`; alone, `(2.2 KB of base64)`. */
export function elideData(text: string): string {
  if (text.length < 40) return text;
  return text.replace(DATA, (whole, url: string | undefined, data: string) => {
    if (url === undefined && data.length < LONGEST_WORD) return whole;
    const size = formatBytes(Math.floor((data.replace(/=+$/, "").length * 3) / 4));
    return url === undefined ? `(${size} of base64)` : `${url}(${size})`;
  });
}
