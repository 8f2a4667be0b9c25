// One stream of a spool on its way to the server: what was sent, what was acknowledged. A file that is
// delivered whole is deleted when its stream goes on in another. Runs in the CLI.
import { closeSync, existsSync, fstatSync, openSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { segmentName } from "#src/protocol/spool-names.ts";

/** Lines go out in messages of about this many bytes. */
const MESSAGE_BYTES = 1024 * 1024;
/** Bytes that may be on their way before an acknowledgement must come. */
const WINDOW_BYTES = 8 * 1024 * 1024;

const LINE_FEED = 0x0a;

export interface SpoolStream {
  readonly streamId: string;
  /** The next message for the server, or null where there is nothing to send now. */
  next(): string | null;
  acknowledge(seq: number): void;
  /** Starts again behind what was acknowledged: the connection was lost. */
  rewind(): void;
  /** True when every whole line of the stream was read. */
  isRead(): boolean;
  /** True when every whole line of the stream is acknowledged. */
  isDelivered(): boolean;
  close(): void;
}

/** The stream of this name in `directory`, which may still grow. `onRead` gets each line once. */
export function openSpoolStream(
  directory: string,
  streamId: string,
  onRead: (line: string) => void = () => {},
): SpoolStream {
  let readUpTo = 0;
  let segment = 1;
  let descriptor = openSync(pathOf(segment), "r");
  let sent = 0;
  let acknowledged = 0;
  let inFlight: { readonly seq: number; readonly end: number }[] = [];

  function pathOf(wanted: number): string {
    return join(directory, segmentName({ streamId, segment: wanted }));
  }

  /** False where there is no other file to read now. */
  function goOn(): boolean {
    if (acknowledged !== sent || !existsSync(pathOf(segment + 1))) return false;
    // Whatever was written here was written before the next file was made: look a last time.
    if (readLines(descriptor, sent) !== null) return true;
    const following = openSync(pathOf(segment + 1), "r");
    closeSync(descriptor);
    rmSync(pathOf(segment), { force: true });
    descriptor = following;
    segment += 1;
    sent = 0;
    acknowledged = 0;
    return true;
  }

  return {
    streamId,
    next: () => {
      if (sent - acknowledged >= WINDOW_BYTES) return null;
      let lines = readLines(descriptor, sent);
      while (lines === null) {
        if (!goOn()) return null;
        lines = readLines(descriptor, sent);
      }
      sent += lines.bytes;
      const last = lastSequence(lines.text);
      inFlight.push({ seq: last, end: sent });
      const texts = lines.text.trimEnd().split("\n");
      // After a lost connection they come again.
      if (last > readUpTo) for (const line of texts.slice(readUpTo - last)) onRead(line);
      readUpTo = Math.max(readUpTo, last);
      const events = texts.join(",");
      return `{"type":"events","stream_id":${JSON.stringify(streamId)},"events":[${events}]}`;
    },
    acknowledge: (seq) => {
      for (const message of inFlight) if (message.seq <= seq) acknowledged = message.end;
      inFlight = inFlight.filter((message) => message.seq > seq);
    },
    rewind: () => {
      sent = acknowledged;
      inFlight = [];
    },
    isRead: () => !existsSync(pathOf(segment + 1)) && readLines(descriptor, sent) === null,
    isDelivered: () =>
      acknowledged === sent &&
      !existsSync(pathOf(segment + 1)) &&
      readLines(descriptor, sent) === null,
    close: () => closeSync(descriptor),
  };
}

/** Whole lines from `offset` on, about a message's worth, or null where there is none yet. */
function readLines(descriptor: number, offset: number): { text: string; bytes: number } | null {
  const available = fstatSync(descriptor).size - offset;
  if (available <= 0) return null;
  for (let size = MESSAGE_BYTES; ; size *= 4) {
    const buffer = Buffer.allocUnsafe(Math.min(size, available));
    const read = readSync(descriptor, buffer, 0, buffer.length, offset);
    const end = buffer.lastIndexOf(LINE_FEED, read - 1) + 1;
    if (end > 0) return { text: buffer.toString("utf8", 0, end), bytes: end };
    if (read < size) return null;
  }
}

/** The `seq` of the last line: it stands at the line's start, so the event need not be parsed. */
function lastSequence(text: string): number {
  const start = text.lastIndexOf("\n", text.length - 2) + 1;
  return Number(/^\{"seq":(\d+)/.exec(text.slice(start, start + 32))?.[1] ?? 0);
}
