// Where in the user's code a call was made. Runs in the user's process, synchronously in the call.
import type { SourceLocation } from "#src/protocol/graph.ts";
import { isOwnFrame } from "#src/intercept/own-frames.ts";
import { NativeError, nativeFormat, setStackOption } from "#src/intercept/stack-options.ts";

/** A call's place in the program. */
export interface CallSite {
  /** The innermost frame of the user's own code; null where the stack shows none. */
  readonly location: SourceLocation | null;
  /** All frames but ao's own, innermost first, one per line. */
  readonly stack: string | null;
}

const STACK_DEPTH = 50;
const fileUrl = "file://";

type CallListener = (stack: string | null) => void;

let noticed: CallListener = () => {};

/**
 * Calls `listener` with the stack where the program makes a call, in the async context of the line that
 * makes it.
 */
export function onCallSite(listener: CallListener): void {
  noticed = listener;
}

/** The place of the call that is being made right now. */
export function captureCallSite(): CallSite {
  const stack = captureStack();
  const site = knownSites.get(stack) ?? readSite(stack);
  noticed(site.stack);
  return (site.location === null ? carriedSite(stack) : null) ?? site;
}

/** A loop makes its calls from one place. */
const knownSites = new Map<string, CallSite>();
const MOST_KNOWN_SITES = 200;

function readSite(stack: string): CallSite {
  const frames = stack
    .split("\n")
    .slice(1)
    .filter((line) => !isOwnFrame(line));
  const text = frames.map((line) => line.trim()).join("\n");
  const site = { location: findLocation(frames), stack: text === "" ? null : text };
  if (knownSites.size === MOST_KNOWN_SITES) knownSites.clear();
  knownSites.set(stack, site);
  return site;
}

let carriedSite: (stack: string) => CallSite | null = () => null;

/** Says how to find the place of a call whose own stack, given whole, ends inside a library. */
export function carrySites(read: (stack: string) => CallSite | null): void {
  carriedSite = read;
}

/** Raises the limit for this one stack: programs leave it at 10, which an SDK uses up alone. */
export function captureStack(): string {
  const limit = NativeError.stackTraceLimit;
  const format = NativeError.prepareStackTrace;
  try {
    setStackOption("stackTraceLimit", STACK_DEPTH);
    // The program's formatter is for the program's errors.
    setStackOption("prepareStackTrace", nativeFormat);
    return new NativeError().stack ?? "";
  } finally {
    setStackOption("stackTraceLimit", limit);
    setStackOption("prepareStackTrace", format);
  }
}

function findLocation(frames: readonly string[]): SourceLocation | null {
  for (const frame of frames) {
    const location = parseFrame(frame);
    if (location !== null && isUserFile(location.file)) return location;
  }
  return null;
}

// `at name (file:line:column)`, `at async name (…)`, `at file:line:column`.
const FRAME = /^\s*at (?:.* \()?(.+?):(\d+):(\d+)\)?$/;

function parseFrame(frame: string): SourceLocation | null {
  const match = FRAME.exec(frame);
  const [, file, line, column] = match ?? [];
  if (file === undefined) return null;
  const path = file.startsWith(fileUrl) ? decodeURIComponent(file.slice(fileUrl.length)) : file;
  return { file: path.replace(/^async /, ""), line: Number(line), column: Number(column) };
}

function isUserFile(file: string): boolean {
  if (file.includes("/node_modules/") || file.includes("\\node_modules\\")) return false;
  // `node:http`, `bun:main`, `native`, `unknown`: a file of the program is an absolute path.
  return file.startsWith("/") || /^[A-Za-z]:[\\/]/.test(file) || file.startsWith("[");
}
