// How much of a text is shown before it is folded, and whether it is one for people at all. Pure.

const MOST_CHARACTERS = 2000;
const MOST_LINES = 30;
/** A fold that hides less is not worth its button. */
const LEAST_HIDDEN = 600;

/** The length of the part that is shown at first. */
export function foldAt(text: string): number {
  if (text.length <= MOST_CHARACTERS + LEAST_HIDDEN && lineEnd(text, MOST_LINES * 2) === -1) {
    return text.length;
  }
  const end = lineEnd(text.slice(0, MOST_CHARACTERS), MOST_LINES);
  return end === -1 ? Math.min(text.length, MOST_CHARACTERS) : end;
}

/** Where the `count`th line ends; -1 where there are fewer. */
function lineEnd(text: string, count: number): number {
  let at = -1;
  for (let line = 0; line < count; line++) {
    at = text.indexOf("\n", at + 1);
    if (at === -1) return -1;
  }
  return at;
}

/** Long, and of base64's alphabet alone (also behind `data:…;base64,`): nobody reads that. */
export function isBase64(text: string): boolean {
  if (text.length < 256) return false;
  const data = /^data:[^,]{0,200};base64,/i.exec(text.slice(0, 260));
  const head = text.slice(data?.[0].length ?? 0, (data?.[0].length ?? 0) + 2000);
  if (data !== null) return true;
  return (
    /^[A-Za-z0-9+/_-]+={0,2}$/.test(head) &&
    /\d/.test(head) &&
    /[A-Z]/.test(head) &&
    /[a-z]/.test(head)
  );
}

/** Bytes behind base64. */
export function base64Size(text: string): number {
  return Math.floor(
    ((text.length - (text.startsWith("data:") ? text.indexOf(",") + 1 : 0)) * 3) / 4,
  );
}
