// A streamed text cut where its tokens are, so that each chunk has the probabilities of its own.

/** A piece of the text and the entries of its tokens. */
export interface TokenPiece {
  readonly text: string;
  readonly tokens: readonly unknown[];
}

const MOST = 20;

/** Null where `tokens` are not those of the text: none were asked for, or one was edited alone. */
export function sharePieces(text: string | null, tokens: unknown): TokenPiece[] | null {
  if (text === null || !Array.isArray(tokens)) return null;
  const entries: readonly unknown[] = tokens;
  const words = entries.map(tokenText);
  if (words.join("") !== text) return null;
  const size = Math.max(1, Math.ceil(entries.length / MOST));
  const pieces: TokenPiece[] = [];
  for (let at = 0; at < entries.length; at += size) {
    const end = at + size;
    pieces.push({ text: words.slice(at, end).join(""), tokens: entries.slice(at, end) });
  }
  // A chunk without text could not be told from one that only begins or ends something.
  return pieces.every((piece) => piece.text !== "") ? pieces : null;
}

function tokenText(entry: unknown): string {
  if (typeof entry !== "object" || entry === null || !("token" in entry)) return "";
  return typeof entry.token === "string" ? entry.token : "";
}
