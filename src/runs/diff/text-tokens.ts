// Texts cut into what is compared: lines, sentences, words. Nothing that a reader sees as one sign is
// ever cut: no emoji of several characters, no letter with its accents. Pure.

/** Written without spaces, where each sign stands for itself. */
const SPACELESS = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const JOINERS = String.raw`\u{AD}\u{200C}\u{200D}`;
/** Encoded bytes: an image has no words. */
const DATA = String.raw`[A-Za-z0-9+\/_\-]{200,}={0,2}`;
const WORD = String.raw`[[\p{L}\p{N}_]--[${SPACELESS}]][[\p{L}\p{N}\p{M}_${JOINERS}]--[${SPACELESS}]]*`;
const BLANKS = String.raw`\r\n|[\r\n]|[^\S\r\n]+`;
const FLAG = String.raw`\p{Regional_Indicator}{2}`;
const SIGN = String.raw`[^](?:[\p{M}\p{Emoji_Modifier}\u{E0020}-\u{E007F}]|\u{200D}\S?)*`;
const TOKEN = new RegExp([DATA, WORD, BLANKS, FLAG, SIGN].join("|"), "gv");

/** Words, runs of blanks, and other signs one by one. */
export function words(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** Each with its line feed. */
export function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Each with what ends it and the blanks behind. */
export function sentences(text: string): string[] {
  return text.match(/[^.!?;。！？；]*[.!?;。！？；]+\s*|[^.!?;。！？；]+$/g) ?? [];
}

/** Where a word may stop; signs that data are encoded with are left out. */
const STOP = /(?![_/-])[\s\p{P}]/u;
const EXTENDING = /^[\p{M}\u200D\uDC00-\uDFFF]/u;

/** Whether no token of the text goes across this place, for all that is known without reading it all. */
export function isBehindStop(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  return (
    STOP.test(text.charAt(at - 1)) &&
    !EXTENDING.test(text.slice(at, at + 2)) &&
    !isLineEnd(text, at)
  );
}

/** The same for a place that a token begins at. */
export function isBeforeStop(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  return STOP.test(text.charAt(at)) && !isLineEnd(text, at);
}

function isLineEnd(text: string, at: number): boolean {
  return text.charAt(at) === "\n" && text.charAt(at - 1) === "\r";
}
