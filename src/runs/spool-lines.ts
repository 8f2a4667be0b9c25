// Reads the lines of a stream file from an offset on, in batches, so that a large file is never in
// memory at once. Runs in the server.
import { closeSync, openSync, readSync } from "node:fs";

const BLOCK = 1024 * 1024;
const BATCH_LINES = 500;
const BATCH_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** Whole lines, and where the next one starts in the file. */
export interface LineBatch {
  readonly lines: readonly string[];
  readonly end: number;
}

/** All whole lines after `offset`; what follows the last line feed is not one. */
export function* readLineBatches(path: string, offset: number): Generator<LineBatch> {
  const file = openSync(path, "r");
  try {
    let batch: string[] = [];
    let size = 0;
    let end = offset;
    for (const line of readLines(file, offset)) {
      batch.push(line.toString("utf8"));
      size += line.length + 1;
      end += line.length + 1;
      if (batch.length < BATCH_LINES && size < BATCH_BYTES) continue;
      yield { lines: batch, end };
      batch = [];
      size = 0;
    }
    if (batch.length > 0) yield { lines: batch, end };
  } finally {
    closeSync(file);
  }
}

function* readLines(file: number, offset: number): Generator<Buffer> {
  let pieces: Buffer[] = [];
  for (let position = offset; ;) {
    const block = Buffer.allocUnsafe(BLOCK);
    const length = readSync(file, block, 0, BLOCK, position);
    if (length === 0) return;
    position += length;
    let start = 0;
    for (;;) {
      const feed = block.subarray(0, length).indexOf(LINE_FEED, start);
      if (feed === -1) break;
      pieces.push(block.subarray(start, feed));
      yield Buffer.concat(pieces);
      pieces = [];
      start = feed + 1;
    }
    if (start < length) pieces.push(block.subarray(start, length));
  }
}
