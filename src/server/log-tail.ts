// The end of a log, and what came after a place in it. Runs in the server, for the page; `ao server
// logs` reads the files itself, because it must also work where no server runs.
import { type FileHandle, open } from "node:fs/promises";
import { logFiles } from "#src/server/log.ts";

/** Bytes that are looked at; a log is rotated at five times as much. */
const MOST_BYTES = 1024 * 1024;

interface Tail {
  readonly lines: readonly string[];
  readonly position: string | null;
  readonly continued: boolean;
}

/** The last lines of the log at `path`, or those after a position that an earlier answer gave. */
export async function readLogTail(
  path: string,
  { lines: count, after }: { readonly lines: number; readonly after?: string | undefined },
): Promise<Tail> {
  const current = await readEnd(path, after ?? null);
  if (current === null) return { lines: [], position: null, continued: false };
  if (current.continued || current.lines.length >= count) {
    return { ...current, lines: current.lines.slice(-count) };
  }
  // It was rotated a moment ago, and what is looked for stands in the file before it.
  const before = await readEnd(logFiles(path)[1] ?? path, null);
  return { ...current, lines: [...(before?.lines ?? []), ...current.lines].slice(-count) };
}

async function readEnd(path: string, after: string | null): Promise<Tail | null> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return null;
  try {
    const { ino, size } = await file.stat();
    const from = offsetIn(after, ino);
    const continued = from !== null && from <= size && size - from <= MOST_BYTES;
    const start = continued ? from : Math.max(size - MOST_BYTES, 0);
    const bytes = await readPart(file, start, size);
    // A line that is still being written comes with the next answer.
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
    const isCut = !continued && start > 0;
    return {
      lines: isCut ? lines.slice(1) : lines,
      position: `${ino}-${start + end}`,
      continued,
    };
  } finally {
    await file.close();
  }
}

/** The offset of a position; null where it is one of another file: that one was rotated away. */
function offsetIn(position: string | null, inode: number): number | null {
  const [file, offset] = position?.split("-") ?? [];
  return file === String(inode) && offset !== undefined ? Number(offset) : null;
}

async function readPart(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, start + length);
    // Emptied meanwhile.
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
