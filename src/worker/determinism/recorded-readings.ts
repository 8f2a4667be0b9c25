// The clock readings of the run that is run again, and which of them answers a question; and the steps
// that the program took. Runs in the user's process, in a re-run.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import {
  CLOCKS,
  type ClockKind,
  ENTRY_BYTES,
  FIRST_STEP,
  HEADER_BYTES,
  START_OFFSET,
  STEPS,
  TIME_ORIGIN_OFFSET,
  VALUE_OFFSET,
  processOf,
} from "#src/protocol/clock-readings.ts";
import { type Path, pathKey } from "./places.ts";
import { type ClockStart, type Question, type Reading, readValue } from "./readings-segment.ts";
import { RecordedSteps } from "./recorded-steps.ts";

export interface RecordedReadings {
  readonly start: ClockStart;
  /** The answer to the question, or null where the recorded run did not ask it. */
  take(kind: ClockKind, question: Question): Reading | null;
  /** None in recordings of before they were written down. */
  readonly steps: RecordedSteps;
}

interface Entry extends Spot {
  readonly kind: ClockKind;
  readonly value: Reading;
  left: number;
}

/** Entries in their order, from which answered ones are skipped. */
interface Queue {
  readonly entries: Entry[];
  next: number;
}

/** What the process of this place read in the run that the file is of; null where that is not known. */
export function readReadingsFile(path: string, process: string): RecordedReadings | null {
  const prefix = `${process}\t`;
  for (const line of readFileSync(path, "latin1").split("\n")) {
    if (!line.startsWith(prefix)) continue;
    const packed = Buffer.from(line.slice(prefix.length), "base64");
    return parseReadings(Bun.inflateSync(new Uint8Array(packed)));
  }
  return null;
}

/** The readings in these bytes; null where they are none. */
export function parseReadings(data: Uint8Array): RecordedReadings | null {
  if (processOf(data) === null) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const questions = new Questions();
  const steps = new RecordedSteps();
  for (let at = HEADER_BYTES; at + ENTRY_BYTES <= data.byteLength; at += ENTRY_BYTES) {
    const number = view.getUint32(at, true);
    const step = STEPS[number - FIRST_STEP];
    if (step !== undefined) {
      steps.add({
        kind: step,
        high: view.getUint32(at + 8, true),
        low: view.getUint32(at + 12, true),
        text: view.getUint32(at + 16, true),
        owner: view.getUint32(at + 20, true),
        from: {
          high: view.getUint32(at + VALUE_OFFSET, true),
          low: view.getUint32(at + VALUE_OFFSET + 4, true),
        },
      });
      continue;
    }
    const kind = CLOCKS[number - 1];
    if (kind === undefined) break;
    const value = readValue(view, at + VALUE_OFFSET, kind);
    questions.add({
      kind,
      value,
      left: view.getUint32(at + 4, true),
      high: view.getUint32(at + 8, true),
      low: view.getUint32(at + 12, true),
      line: view.getUint32(at + 16, true),
      owner: view.getUint32(at + 20, true),
    });
  }
  const take: RecordedReadings["take"] = (kind, question) => questions.take(kind, question);
  return { start: readStart(view), take, steps };
}

function readStart(view: DataView): ClockStart {
  const readings = CLOCKS.map((kind, index) => [
    kind,
    readValue(view, START_OFFSET + index * 8, kind),
  ]);
  return {
    readings: Object.fromEntries(readings) as ClockStart["readings"],
    timeOrigin: view.getFloat64(TIME_ORIGIN_OFFSET, true),
  };
}

type Spot = Pick<Path, "high" | "low" | "line" | "owner">;

class Questions {
  /** By kind and path. */
  readonly #exact = new Map<ClockKind, Map<number, Entry>>();
  readonly #inOrder = new Map<string, Queue>();
  readonly #placed: Entry[] = [];
  /** By kind and line or function; made where an answer is not found by its path. */
  #elsewhere: { readonly byLine: Queues; readonly byOwner: Queues } | null = null;
  readonly #linesSeen = new Set<number>();
  #lastPath: Path | null = null;
  #lastKind: ClockKind | null = null;
  #lastQueue: Queue | undefined;

  add(entry: Entry): void {
    const { kind, high, low, line } = entry;
    if (line === 0) return push(this.#inOrder, `${kind} ${high} ${low}`, entry);
    this.#placed.push(entry);
    const exact = this.#exact.get(kind);
    if (exact === undefined) this.#exact.set(kind, new Map([[pathKey(entry), entry]]));
    else exact.set(pathKey(entry), entry);
  }

  take(kind: ClockKind, { path, isPlaced }: Question): Reading | null {
    if (!isPlaced) return useNext(this.#queueOf(kind, path), () => true);
    this.#linesSeen.add(path.line);
    const exact = this.#exact.get(kind)?.get(pathKey(path));
    // Also where a question that the recorded run did not ask has taken it: nobody else asks this one.
    if (exact !== undefined) return use(exact);
    // On another path, as after a retry that the answers from the cache need no more.
    const { byLine, byOwner } = (this.#elsewhere ??= indexElsewhere(this.#placed));
    const sameLine = byLine.get(`${kind} ${path.line}`);
    if (sameLine !== undefined) return useNext(sameLine, () => true);
    // The code was edited: what its function asked in lines that are no more.
    const isGone = (entry: Entry): boolean => !this.#linesSeen.has(entry.line);
    return useNext(byOwner.get(`${kind} ${path.owner}`), isGone);
  }

  /** Those of one path come one after the other: making the key would take longer than all else. */
  #queueOf(kind: ClockKind, path: Path): Queue | undefined {
    if (path !== this.#lastPath || kind !== this.#lastKind) {
      this.#lastPath = path;
      this.#lastKind = kind;
      this.#lastQueue = this.#inOrder.get(`${kind} ${path.high} ${path.low}`);
    }
    return this.#lastQueue;
  }
}

type Queues = Map<string, Queue>;

function indexElsewhere(entries: readonly Entry[]) {
  const byLine: Queues = new Map();
  const byOwner: Queues = new Map();
  for (const entry of entries) {
    push(byLine, `${entry.kind} ${entry.line}`, entry);
    push(byOwner, `${entry.kind} ${entry.owner}`, entry);
  }
  return { byLine, byOwner };
}

function push<Key>(queues: Map<Key, Queue>, key: Key, entry: Entry): void {
  const queue = queues.get(key);
  if (queue === undefined) queues.set(key, { entries: [entry], next: 0 });
  else queue.entries.push(entry);
}

function use(entry: Entry): Reading {
  if (entry.left > 0) entry.left -= 1;
  return entry.value;
}

function useNext(queue: Queue | undefined, may: (entry: Entry) => boolean): Reading | null {
  if (queue === undefined) return null;
  const { entries } = queue;
  while (queue.next < entries.length && entries[queue.next]?.left === 0) queue.next += 1;
  for (let index = queue.next; index < entries.length; index++) {
    const entry = entries[index];
    if (entry !== undefined && entry.left > 0 && may(entry)) return use(entry);
  }
  return null;
}
