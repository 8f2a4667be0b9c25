// Where in the program a question for a time or a random number is asked, so that it gets the same
// answer in a re-run although calls end in another order. Runs in the user's process.
//
// A place is a path of the async context (which branch of parallel work asks, and what that branch has
// asked before) and the line of code. Each question goes on to a path of its own, which what is started
// or awaited there inherits. That costs 1 µs, so a path has only so many placed questions, and some more
// with each recorded call; later ones are told apart by their order on the path, for nanoseconds.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import { NativeError, nativeFormat, setStackOption } from "#src/intercept/stack-options.ts";
import type { StepKind } from "#src/protocol/clock-readings.ts";
import type * as AsyncHooks from "node:async_hooks";
import { type Step, createFrames } from "./frames.ts";
import { mix, textHash } from "./mix.ts";

type AnyFunction = (...parameters: never[]) => unknown;

/** What a path is known by. */
export interface PathHash {
  readonly high: number;
  readonly low: number;
}

/** Two paths of a run hardly ever have the same hashes. */
export interface Path {
  /** Hash of the lines of code that led here. */
  readonly high: number;
  readonly low: number;
  /** The same of their functions: it stays what it is when code above them is edited. */
  readonly looseHigh: number;
  readonly looseLow: number;
  /** The loose hashes of the newest step up to here that is written down (trail.ts). */
  readonly from: PathHash;
  /** Those of the newest step up to here that the recorded run took, too. */
  readonly known: PathHash;
  /** A step since then was not the first of its function on its path. */
  readonly isRepeat: boolean;
  /** The question that made the path: its line of code, and the function that holds it; 0 for none. */
  readonly line: number;
  /** Of a call, the functions that made it. */
  readonly owner: number;
  readonly frame: string;
  /** How many more questions may be placed from here on. */
  readonly left: number;
  /** How often each line and each function has asked on this path. */
  readonly counts: Map<number, number>;
  /** The random numbers of questions that are not placed. */
  fractions: (() => number) | null;
  blocks: number;
}

export interface Places {
  /** The path that the program is on. */
  current(): Path;
  /**
   * The path of the question that is asked of `asked` right now, whose own frames are left out. For a
   * path with some `left`.
   */
  place(path: Path, asked: AnyFunction, kind: QuestionKind): Path;
  /** A recorded call is made: what follows it in this branch of the program is a path of its own. */
  branch(stack: string | null): void;
  /** Calls `work` on a path that is known by this name alone. */
  enter<Result>(name: string, work: () => Result): Result;
}

export type QuestionKind = "clock" | "random";

/** Sees each step of the program, and may lead it back to a path that is known. */
export interface Trail {
  /** What the program is to go on from: `path`, or one that has other loose hashes. */
  follow(kind: StepKind | QuestionKind, path: Path): Path;
}

const MOST_PLACED = 1000;
const PLACED_PER_CALL = 100;

/** Stands for the line of code where a recorded call is made. */
const CALL: Step = { line: textHash("call"), owner: textHash("call"), frame: "" };

/** The places of this process. Loads `node:async_hooks` with the first one. Never throws. */
export function createPlaces(report: (error: unknown) => void, trail: Trail = NO_TRAIL): Places {
  const { stepOf, callerOf } = createFrames();
  const start = { line: 0, owner: 0, frame: "" };
  const root = newPath([1, 2, 3, 4], start, newBranch(MOST_PLACED, { high: 3, low: 4 }));
  const blind: Path = { ...root, left: 0 };
  let isBroken = false;
  let storage: AsyncHooks.AsyncLocalStorage<Path> | null = null;

  function current(): Path {
    if (storage === null) return isBroken ? blind : root;
    return storage.getStore() ?? root;
  }

  /** False where there is no async context to be had. */
  function open(): boolean {
    if (storage !== null || isBroken) return !isBroken;
    try {
      const { AsyncLocalStorage } = builtinModule<typeof AsyncHooks>("node:async_hooks");
      storage = new AsyncLocalStorage<Path>();
    } catch (error) {
      isBroken = true;
      report(error);
    }
    return !isBroken;
  }

  function goOn(path: Path, step: Step, { kind, left, owner = step.owner }: Onward): Path {
    if (!open()) return blind;
    const next = trail.follow(kind, follow(path, step, { left, owner }));
    if (path === root) startTurn(endTurn);
    storage?.enterWith(next);
    return next;
  }

  return {
    current,
    place: (path, asked, kind) =>
      goOn(path, stepOf(captureFrame(asked)), { kind, left: path.left - 1 }),
    branch: (stack) => {
      const path = current();
      const left = Math.min(path.left + PLACED_PER_CALL, MOST_PLACED);
      goOn(path, CALL, { kind: "call", left, owner: stack === null ? 0 : callerOf(stack) });
    },
    enter: (name, work) => {
      if (!open() || storage === null) return work();
      const hash = textHash(name);
      const step = { line: hash, owner: hash, frame: "" };
      const part = follow({ ...root, counts: new Map() }, step, { left: MOST_PLACED, owner: hash });
      const start = { high: part.looseHigh, low: part.looseLow };
      return storage.run({ ...part, ...newBranch(MOST_PLACED, start) }, work);
    },
  };
}

const NO_TRAIL: Trail = { follow: (_kind, path) => path };

interface Onward extends Partial<Pick<Path, "owner">>, Pick<Path, "left"> {
  readonly kind: StepKind | QuestionKind;
}

/** The path that this step makes of `path`: another one each time. */
function follow(
  path: Path,
  step: Step,
  { left, owner: shown }: Pick<Path, "left" | "owner">,
): Path {
  const { line, owner, frame } = step;
  const nth = count(path.counts, line);
  // Functions and lines share the map.
  const looseNth = count(path.counts, ~owner);
  const hashes = [
    mix(path.high, line, nth),
    mix(path.low, nth, line),
    mix(path.looseHigh, owner, looseNth),
    mix(path.looseLow, looseNth, owner),
  ] as const;
  const { from, known } = path;
  const isRepeat = path.isRepeat || looseNth > 0;
  return newPath(hashes, { line, owner: shown, frame }, { left, from, known, isRepeat });
}

type Branch = Pick<Path, "left" | "from" | "known" | "isRepeat">;

function newBranch(left: number, start: PathHash): Branch {
  return { left, from: start, known: start, isRepeat: false };
}

function newPath(
  [high, low, looseHigh, looseLow]: readonly [number, number, number, number],
  { line, owner, frame }: Step,
  branch: Branch,
): Path {
  const counts = new Map<number, number>();
  const own = { counts, fractions: null, blocks: 0 };
  return { high, low, looseHigh, looseLow, line, owner, frame, ...branch, ...own };
}

/** All of the one hash and most of the other: as much as a number holds exactly. */
export function pathKey({ high, low }: PathHash): number {
  return high * 0x200000 + (low >>> 11);
}

function count(counts: Map<number, number>, key: number): number {
  const before = counts.get(key) ?? 0;
  counts.set(key, before + 1);
  return before;
}

/**
 * Where no context was, the runtime takes the new one away only after its next callback, which would be
 * the first tick of a timer of the program: it must be one of ours.
 */
const startTurn = setImmediate;
const endTurn = (): void => {};

const captureStackTrace = Error.captureStackTrace;
const holder: { stack?: string } = {};

/** The innermost frame outside of `asked`. */
function captureFrame(asked: AnyFunction): string {
  const { stackTraceLimit: limit, prepareStackTrace: format } = NativeError;
  try {
    setStackOption("stackTraceLimit", 1);
    // The program's formatter is for the program's errors.
    setStackOption("prepareStackTrace", nativeFormat);
    captureStackTrace(holder, asked);
    return holder.stack ?? "";
  } finally {
    setStackOption("stackTraceLimit", limit);
    setStackOption("prepareStackTrace", format);
  }
}
