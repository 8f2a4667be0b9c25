// Collects what the program writes and puts it into the spool: at once where it writes now and then, in
// batches of a millisecond where it writes all the time. Runs in the user's process; never throws.
// What is collected is written at the end of the tick, before every other event, and before each way
// out of the process, so that only a kill from outside can lose anything, and that a millisecond's.
import type { ProgramOutput } from "#src/protocol/runner-event.ts";
import type { SpoolWriter } from "#src/worker/spool-writer.ts";

export type StreamName = ProgramOutput["stream"];
export type Print = (stream: StreamName, text: string) => void;

export interface OutputBuffer {
  /** No more is kept. */
  isFull(): boolean;
  add(stream: StreamName, text: string): void;
  /** Puts everything into the spool. */
  flush(): void;
}

export interface OutputBufferOptions {
  readonly spool: SpoolWriter;
  readonly process: string;
  readonly currentSubrun: () => string | null;
  /** Takes the secrets of the environment, as it now is, out of a text. */
  readonly findSecrets: (request: null) => (text: string) => string;
}

/** Characters that are kept of one process. */
const LARGEST_OUTPUT = 1024 * 1024;
const LARGEST_BATCH = 16 * 1024;
const BATCH_MS = 1;
/** So long the secrets of the environment are taken to be the same, unless a variable has come. */
const SECRETS_MS = 20;

// Programs that play browser delete the global, and replace its clock.
const runtime = process;
const now = performance.now.bind(performance);
const { timeOrigin } = performance;
const { keys } = Object;
const later = queueMicrotask;

interface Piece {
  readonly stream: StreamName;
  readonly subrun: string | null;
  readonly at: number;
  text: string;
}

/** The buffer of this process or worker. */
export function createOutputBuffer(options: OutputBufferOptions): OutputBuffer {
  const scrub = createCurrentScrubber(options.findSecrets);
  let pieces: Piece[] = [];
  let size = 0;
  let room = LARGEST_OUTPUT;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let isWaiting = false;

  function flush(): void {
    if (pieces.length === 0) return;
    const batch = pieces;
    pieces = [];
    size = 0;
    writtenAt = now();
    for (const piece of batch) {
      const isLast = room === 0 && piece === batch.at(-1);
      options.spool.append(toEvent({ ...piece, text: scrub(piece.text) }, options.process, isLast));
    }
  }

  function collect(stream: StreamName, text: string): void {
    const subrun = options.currentSubrun();
    const last = pieces.at(-1);
    if (last !== undefined && last.stream === stream && last.subrun === subrun) last.text += text;
    else pieces.push({ stream, subrun, at: now(), text });
    size += text.length;
  }

  function flushQuietly(): void {
    isWaiting = false;
    try {
      flush();
    } catch {
      // What the program wrote is not worth an error in it.
    }
  }

  function schedule(): void {
    // Behind the listeners of `exit` comes no end of a tick any more.
    const isUrgent = room === 0 || size >= LARGEST_BATCH || isExiting();
    if (isUrgent || now() - writtenAt >= BATCH_MS) flushQuietly();
    else if (!isWaiting) {
      isWaiting = true;
      later(flushQuietly);
    }
  }

  return {
    isFull: () => room === 0,
    flush: flushQuietly,
    add(stream, text) {
      if (room === 0 || text === "") return;
      try {
        const isTooLong = text.length > room;
        collect(stream, isTooLong ? text.slice(0, room) : text);
        room = isTooLong ? 0 : room - text.length;
        schedule();
      } catch {
        // As above.
      }
    },
  };
}

function toEvent(piece: Piece, process: string, isLast: boolean): ProgramOutput {
  const { stream, subrun, at, text } = piece;
  const event: ProgramOutput = { type: "output", process, stream, at: timeOrigin + at, text };
  if (subrun !== null) event.subrun = subrun;
  if (isLast) event.truncated = true;
  return event;
}

function isExiting(): boolean {
  return (runtime as { readonly ["_exiting"]?: unknown })["_exiting"] === true;
}

/** Making a scrubber takes longer than all the rest. */
function createCurrentScrubber(
  findSecrets: OutputBufferOptions["findSecrets"],
): (text: string) => string {
  let scrub: ((text: string) => string) | null = null;
  let madeAt = 0;
  let variables = 0;
  return (text) => {
    const count = keys(runtime.env).length;
    if (scrub === null || count !== variables || now() - madeAt > SECRETS_MS) {
      scrub = findSecrets(null);
      madeAt = now();
      variables = count;
    }
    return scrub(text);
  };
}
