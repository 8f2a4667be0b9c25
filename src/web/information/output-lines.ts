// What a program wrote as lines of coloured pieces: each stream keeps its own colours. Pure.
import Anser, { type AnserJsonEntry, type DecorationName } from "anser";
import type { RunOutput } from "#src/protocol/program-output.ts";

export type Stream = "stdout" | "stderr";

export interface Piece {
  readonly text: string;
  /** Names of colours, `red`, `bright-red`, or `rgb(…)`; null for the usual one. */
  readonly colour: string | null;
  readonly ground: string | null;
  readonly decorations: readonly DecorationName[];
}

export interface OutputLine {
  readonly stream: Stream;
  readonly pieces: readonly Piece[];
}

interface OpenLine {
  stream: Stream;
  pieces: Piece[];
  length: number;
}

/** A longer line goes on in the next: browsers lay out no line of megabytes in time. */
const LONGEST_LINE = 4000;
/** Titles and links of terminals (OSC), movements of the cursor, and sequences of two characters. */
const OTHER_SEQUENCES =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B\[[\d;:<=>?]*[ -/]*[@-ln-~]|\u001B[()][A-Z0-9]|\u001B[=>78cDEHM]/g;
// oxlint-disable-next-line no-control-regex -- as above
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
/** Changes nothing; without a sequence in front Anser forgets what its last text ended with. */
const KEEP_COLOURS = "\u001B[10m";

export function outputLines(parts: RunOutput["parts"]): OutputLine[] {
  const painters = { stdout: new Anser(), stderr: new Anser() };
  const lines: OpenLine[] = [];
  for (const { stream, text } of joinNeighbours(parts)) {
    // What the other stream left unfinished stays so.
    const writer: Writer = { stream, lines, open: null };
    for (const piece of paint(painters[stream], text)) writePiece(writer, piece);
  }
  return lines.map(({ stream, pieces }) => ({ stream, pieces }));
}

interface Writer {
  readonly stream: Stream;
  readonly lines: OpenLine[];
  open: OpenLine | null;
}

function writePiece(writer: Writer, piece: Piece): void {
  const texts = piece.text.split("\n");
  texts.forEach((text, index) => {
    if (index > 0) writer.open = null;
    // What ends with a line break opens no line: nothing may follow.
    if (text === "" && index === texts.length - 1) return;
    for (const part of cut(text)) write(lineFor(writer, part.length), { ...piece, text: part });
  });
}

function lineFor(writer: Writer, length: number): OpenLine {
  const { open, stream, lines } = writer;
  if (open !== null && open.length + length <= LONGEST_LINE) return open;
  const line = { stream, pieces: [], length: 0 };
  writer.open = line;
  lines.push(line);
  return line;
}

/** A carriage return goes back to the start of the line: progress is written over itself. */
function write(line: OpenLine, piece: Piece): void {
  const text = piece.text.replace(/\r+$/, "");
  const start = text.lastIndexOf("\r") + 1;
  if (start > 0 || line.pieces.at(-1)?.text.endsWith("\r")) {
    line.pieces = [];
    line.length = 0;
  }
  const seen = piece.text.slice(start);
  line.pieces.push({ ...piece, text: seen });
  line.length += seen.length;
}

function cut(text: string): string[] {
  if (text.length <= LONGEST_LINE) return [text];
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += LONGEST_LINE) {
    parts.push(text.slice(at, at + LONGEST_LINE));
  }
  return parts;
}

/** Programs write in small parts; a sequence may begin in one and end in the next. */
function joinNeighbours(parts: RunOutput["parts"]): { stream: Stream; text: string }[] {
  const joined: { stream: Stream; texts: string[] }[] = [];
  for (const { stream, text } of parts) {
    const last = joined.at(-1);
    if (last?.stream === stream) last.texts.push(text);
    else joined.push({ stream, texts: [text] });
  }
  return joined.map(({ stream, texts }) => ({ stream, text: texts.join("") }));
}

function paint(painter: Anser, text: string): Piece[] {
  const plain = text.replaceAll("\r\n", "\n").replace(OTHER_SEQUENCES, "");
  return painter
    .ansiToJson(KEEP_COLOURS + plain, { json: true, use_classes: true, remove_empty: true })
    .map((entry) => ({
      text: entry.content.replace(UNSEEN, ""),
      colour: colourOf(entry.fg, entry.fg_truecolor),
      ground: colourOf(entry.bg, entry.bg_truecolor),
      decorations: [...new Set(entry.decorations)],
    }));
}

/** `ansi-red`, `ansi-palette-123`, `ansi-truecolor` with `1, 2, 3` beside it. */
function colourOf(name: AnserJsonEntry["fg"] | null, exact: string | null): string | null {
  if (!name) return null;
  if (name === "ansi-truecolor") return exact ? `rgb(${exact})` : null;
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  return palette === undefined ? name.replace(/^ansi-/, "") : paletteColour(Number(palette));
}

/** The colours behind the first sixteen of terminals: a cube of 6×6×6, and greys. */
function paletteColour(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey}, ${grey}, ${grey})`;
  }
  const level = (place: number): number => {
    const step = Math.floor((index - 16) / place) % 6;
    return step === 0 ? 0 : 55 + step * 40;
  };
  return `rgb(${level(36)}, ${level(6)}, ${level(1)})`;
}
