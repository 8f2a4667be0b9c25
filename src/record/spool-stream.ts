// One spool file on its way to the server: what was sent, what was acknowledged. Runs in the CLI.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

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
  /** True when every whole line of the file is acknowledged. */
  isDelivered(): boolean;
  close(): void;
}

/** The stream in the file at `path`, which may still grow. */
export function openSpoolStream(path: string, streamId: string): SpoolStream {
  const descriptor = openSync(path, "r");
  let sent = 0;
  let acknowledged = 0;
  let inFlight: { readonly seq: number; readonly end: number }[] = [];

  return {
    streamId,
    next: () => {
      if (sent - acknowledged >= WINDOW_BYTES) return null;
      const lines = readLines(descriptor, sent);
      if (lines === null) return null;
      sent += lines.bytes;
      inFlight.push({ seq: lastSequence(lines.text), end: sent });
      const events = lines.text.trimEnd().split("\n").join(",");
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
    isDelivered: () => acknowledged === sent && readLines(descriptor, sent) === null,
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
