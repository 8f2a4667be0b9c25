// Where in the program a question for a time or a random number is asked, so that it gets the same
// answer in a re-run although calls end in another order. Runs in the user's process.
//
// A place is a path of the async context (which branch of parallel work asks, and what that branch has
// asked before) and the line of code. Each question goes on to a place of its own, which what is started
// or awaited there inherits; that costs 1 µs, so only a program's first questions, and some more for each
// recorded call, are placed. All others are told apart by their order alone.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type * as AsyncHooks from "node:async_hooks";
import { mix, textHash } from "./mix.ts";

type AnyFunction = (...parameters: never[]) => unknown;

/** The identity of one question. Two questions of a run hardly ever have the same. */
export interface Place {
  /** Path and lines of code. */
  readonly high: number;
  readonly low: number;
  /** The line of code. */
  readonly line: number;
  /** Its function and file: the same after an edit above it. */
  readonly owner: number;
  /** The path with functions in place of lines. */
  readonly looseHigh: number;
  readonly looseLow: number;
  /** The frame that asked, for who has to know whether it is a library's. */
  readonly frame: string;
}

export interface Places {
  /** The place of the question that is asked of `asked`, whose own frames are left out. */
  next(asked: AnyFunction): Place;
  /** What follows in this branch of the program is a path of its own. */
  branch(label: string): void;
}

interface Path {
  readonly high: number;
  readonly low: number;
  readonly looseHigh: number;
  readonly looseLow: number;
  /** How often each line and each function has asked on this path. */
  readonly counts: Map<number, number>;
}

interface Line {
  readonly frame: string;
  readonly line: number;
  readonly owner: number;
}

/** A program that makes its code as it goes has ever new lines. */
const MOST_LINES = 10_000;

const NativeError = Error;
const captureStackTrace = Error.captureStackTrace;
const nativeFormat = Error.prepareStackTrace;
const setProperty = Reflect.set;

const ROOT: Path = { high: 1, low: 2, looseHigh: 3, looseLow: 4, counts: new Map() };

/** The places of this process. Loads `node:async_hooks` with the first one. */
export function createPlaces(): Places {
  const lines = new Map<string, Line>();
  let storage: AsyncHooks.AsyncLocalStorage<Path> | null = null;

  function advance(line: number, owner: number): Path {
    storage ??= openStorage();
    const parent = storage.getStore() ?? ROOT;
    const nth = count(parent.counts, line);
    // Functions and lines share the map; a line of its own number would only be counted along.
    const looseNth = count(parent.counts, ~owner);
    const path = {
      high: mix(parent.high, line, nth),
      low: mix(parent.low, nth, line),
      looseHigh: mix(parent.looseHigh, owner, looseNth),
      looseLow: mix(parent.looseLow, looseNth, owner),
      counts: new Map<number, number>(),
    };
    storage.enterWith(path);
    return path;
  }

  function lineOf(frame: string): Line {
    const known = lines.get(frame);
    if (known !== undefined) return known;
    const owner = frame.replace(/:\d+:\d+\)?$/, "");
    const line = { frame, line: textHash(frame), owner: textHash(owner) };
    if (lines.size < MOST_LINES) lines.set(frame, line);
    return line;
  }

  return {
    next: (asked) => {
      const { frame, line, owner } = lineOf(captureFrame(asked));
      const { high, low, looseHigh, looseLow } = advance(line, owner);
      return { high, low, looseHigh, looseLow, line, owner, frame };
    },
    branch: (label) => {
      const hash = textHash(label);
      advance(hash, hash);
    },
  };
}

function openStorage(): AsyncHooks.AsyncLocalStorage<Path> {
  const { AsyncLocalStorage } = builtinModule<typeof AsyncHooks>("node:async_hooks");
  return new AsyncLocalStorage<Path>();
}

function count(counts: Map<number, number>, key: number): number {
  const before = counts.get(key) ?? 0;
  counts.set(key, before + 1);
  return before;
}

const holder: { stack?: string } = {};

/** The innermost frame outside of `asked`. */
function captureFrame(asked: AnyFunction): string {
  const { stackTraceLimit: limit, prepareStackTrace: format } = NativeError;
  try {
    setQuietly("stackTraceLimit", 1);
    // The program's formatter is for the program's errors.
    setQuietly("prepareStackTrace", nativeFormat);
    captureStackTrace(holder, asked);
    return holder.stack ?? "";
  } finally {
    setQuietly("stackTraceLimit", limit);
    setQuietly("prepareStackTrace", format);
  }
}

/** A program that has frozen its built-ins has the stacks that it allows. */
function setQuietly(key: "stackTraceLimit" | "prepareStackTrace", value: unknown): void {
  if (NativeError[key] !== value) setProperty(NativeError, key, value);
}
