// Takes a copy of what the program prints by its console. Runs in the user's process. The console's
// own functions are called as the last thing a replacement does, which leaves no frame of ours: the
// stack that `console.trace()` prints is the program's.
import { type BoundFunction, type Patches, bindTo } from "#src/intercept/patches.ts";
import { captureStack } from "#src/intercept/location.ts";
import { isOwnFrame } from "#src/intercept/own-frames.ts";
import { consoleLine, inspectLine, plainText, tableText } from "./console-text.ts";
import type { Print, StreamName } from "./output-buffer.ts";

/** Says what a call of the method prints; the depth is that of the groups it is in. */
type Describe = (values: readonly unknown[], state: State) => readonly [StreamName, string] | null;

interface State {
  depth: number;
  readonly counts: Map<string, number>;
  readonly timers: Set<string>;
}

const out: Describe = (values, { depth }) => ["stdout", consoleLine(values, depth)];
const error: Describe = (values, { depth }) => ["stderr", consoleLine(values, depth)];

/** How long something took differs from run to run; that it was printed is what is kept. */
const SOME_TIME = "[…ms]";

const METHODS: Readonly<Record<string, Describe>> = {
  log: out,
  info: out,
  debug: out,
  dirxml: out,
  warn: error,
  error,
  dir: ([value, options], { depth }) => ["stdout", inspectLine(value, options, depth)],
  table: describeTable,
  trace: (values, { depth }) => ["stdout", trace(values, depth)],
  assert: ([condition, ...values], state) => {
    if (condition) return null;
    return error(values.length === 0 ? ["Assertion failed"] : values, state);
  },
  group: openGroup,
  groupCollapsed: openGroup,
  groupEnd: (_values, state) => {
    state.depth = Math.max(0, state.depth - 1);
    return null;
  },
  count: ([label], { counts }) => {
    const name = labelOf(label);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return ["stdout", `${name}: ${count}\n`];
  },
  countReset: ([label], { counts }) => {
    counts.delete(labelOf(label));
    return null;
  },
  time: ([label], { timers }) => {
    timers.add(labelOf(label));
    return null;
  },
  timeLog: ([label, ...values], state) => elapsed(label, values, state),
  timeEnd: ([label], state) => {
    const printed = elapsed(label, [], state);
    state.timers.delete(labelOf(label));
    return printed;
  },
};

/** Patches the global console; `isFull` saves describing what is not kept any more. */
export function copyConsole(
  target: Console,
  patches: Patches,
  { print, isFull }: { readonly print: Print; readonly isFull: () => boolean },
): void {
  const state: State = { depth: 0, counts: new Map(), timers: new Set() };
  // An object's own way of being printed may print something itself.
  let isDescribing = false;
  const copy = (describe: Describe, values: readonly unknown[]): void => {
    if (isDescribing || isFull()) return;
    isDescribing = true;
    try {
      const printed = describe(values, state);
      if (printed !== null) print(...printed);
    } catch {
      // What cannot be shown, the console refuses in its own words.
    } finally {
      isDescribing = false;
    }
  };
  for (const [name, describe] of Object.entries(METHODS)) {
    patches.patch<BoundFunction>(target, name, (real) => {
      const native = bindTo(real, target);
      return (...values) => {
        copy(describe, values);
        return native(...values);
      };
    });
  }
}

function labelOf(label: unknown): string {
  return label === undefined ? "default" : plainText(label);
}

function openGroup(values: readonly unknown[], state: State): readonly [StreamName, string] | null {
  const printed = values.length === 0 ? null : out(values, state);
  state.depth += 1;
  return printed;
}

function elapsed(label: unknown, values: readonly unknown[], { timers }: State) {
  const name = labelOf(label);
  if (!timers.has(name)) return null;
  return ["stderr", consoleLine([`${SOME_TIME} ${name}`, ...values], 0)] as const;
}

function describeTable(
  values: readonly unknown[],
  { depth }: State,
): readonly [StreamName, string] | null {
  const [rows, properties] = values;
  if (typeof rows !== "object" || rows === null) return ["stdout", consoleLine(values, depth)];
  const columns = Array.isArray(properties) ? (properties as string[]) : undefined;
  return ["stdout", tableText(rows, columns)];
}

function trace(values: readonly unknown[], depth: number): string {
  const message = values.length === 0 ? "" : consoleLine(values, depth);
  const frames = captureStack()
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !isOwnFrame(line))
    .map((line) => `      ${line.trim()}\n`);
  return `${message}${frames.join("")}`;
}
