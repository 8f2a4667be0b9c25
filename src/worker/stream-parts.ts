// The parts of a streamed response on their way to the spool, several to a line. Runs in the user's
// process; what has come is on disk soon, so that a killed program leaves its half stream.
import type { CallChunk } from "#src/protocol/runner-event.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import { encodeBytes } from "./wire-bytes.ts";

/** After a line, parts of this many milliseconds share the next one; a slow stream waits for none. */
const FLUSH_AFTER_MS = 10;

/** More than the longest end mark, which may come in two parts. */
const TAIL_LENGTH = 60;

const now = performance.now.bind(performance);
const startTimer = setTimeout;
const stopTimer = clearTimeout;

export interface StreamParts {
  /** Takes bytes; returns their text with the last characters before, where they are text. */
  add(bytes: Uint8Array): string;
  /** Writes what is waiting. */
  flush(): void;
}

interface StreamedCall {
  readonly callId: string;
  readonly subrun: string | null;
  readonly startedAt: number;
  readonly scrub: (text: string) => string;
}

/** Collects the parts of one call. */
export function createStreamParts(spool: SpoolWriter, call: StreamedCall): StreamParts {
  let parts: CallChunk["parts"] = [];
  let flushedAt = -Infinity;
  let tail = "";
  let timer: ReturnType<typeof setTimeout> | null = null;

  function flush(): void {
    if (timer !== null) stopTimer(timer);
    timer = null;
    if (parts.length === 0) return;
    flushedAt = now();
    const place = call.subrun === null ? {} : { subrun: call.subrun };
    spool.append({ type: "call-chunk", call_id: call.callId, ...place, parts });
    parts = [];
  }

  return {
    flush,
    add: (bytes) => {
      const encoded = encodeBytes(bytes);
      const content = encoded.encoding === "utf8" ? call.scrub(encoded.content) : encoded.content;
      parts.push({ at: round(now() - call.startedAt), encoding: encoded.encoding, content });
      if (now() - flushedAt > FLUSH_AFTER_MS) flush();
      if (timer === null && parts.length > 0) {
        timer = startTimer(flush, FLUSH_AFTER_MS);
        // The program ends when it has nothing left to do; our timer is not something to do.
        timer.unref();
      }
      const recent = encoded.encoding === "utf8" ? tail + content : "";
      tail = recent.slice(-TAIL_LENGTH);
      return recent;
    },
  };
}

/** To the microsecond: more digits are noise and fill the disk. */
export function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
