// Which subrun the program is in, and the events of those it starts. Runs in the user's process.
import type * as AsyncHooks from "node:async_hooks";
import { builtinModule } from "#src/intercept/builtin-module.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { Subrun } from "./call-starter.ts";
import { enterPart } from "./determinism/parts.ts";
import { describeFailure } from "./recorded-call.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import { round } from "./stream-parts.ts";

/** Hidden from the program; given to its children by join-children.ts. */
export const SUBRUN_VARIABLE = "AO_SUBRUN";

type SubrunStart = Extract<RunnerEvent, { type: "subrun-start" }>;

/** Outermost first: a process says again in which subruns it was started, for it may be heard first. */
export type SubrunChain = readonly SubrunStart[];

export interface SubrunsOptions {
  readonly spool: SpoolWriter;
  /** Which of the program's processes this is. */
  readonly process: string;
  /** The subruns that this process was started in. */
  readonly within: SubrunChain;
  readonly scrub: (text: string) => string;
}

export interface Subruns {
  /** The subrun that the program is in at this very moment; null where it is in none. */
  readonly current: () => Subrun | null;
  /** For what is started at this very moment: the value of {@link SUBRUN_VARIABLE}; null in no subrun. */
  readonly inherit: () => string | null;
  /** Starts a subrun in the current one. */
  readonly start: (name: string) => StartedSubrun;
}

export interface StartedSubrun {
  /** Calls `run` inside of it. */
  readonly enter: <Result>(run: () => Result) => Result;
  readonly end: (failure: { readonly thrown: unknown } | null) => void;
}

interface Storage {
  getStore(): SubrunChain | undefined;
  run<Result>(chain: SubrunChain, run: () => Result): Result;
}

// Captured at load: programs patch these.
const now = performance.now.bind(performance);
const { timeOrigin } = performance;
const { parse, stringify } = JSON;

/** The subruns of this process. */
export function createSubruns(options: SubrunsOptions): Subruns {
  const { spool, within, scrub } = options;
  const counts = new Map<string, number>();
  let storage: Storage | null = null;
  for (const event of within) spool.append(event);

  const chain = (): SubrunChain => storage?.getStore() ?? within;

  /** The same in each run of the program: by names, and by order where names are the same. */
  function pathOf(name: string): string {
    const inner = chain();
    // What this process starts by itself must not be taken for what its parent starts.
    const isOwn = inner !== within || options.process === "0";
    const container = [inner.at(-1)?.path ?? "", isOwn ? "" : `@${options.process}`];
    const path = [...container, escapeName(name)].filter((part) => part !== "").join("/");
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    return count === 1 ? path : `${path}#${count}`;
  }

  return {
    current: () => {
      const innermost = chain().at(-1);
      return innermost === undefined ? null : { id: innermost.subrun, path: innermost.path };
    },
    inherit: () => (chain().length === 0 ? null : stringify(chain())),
    start: (givenName) => {
      // Loading it takes half a millisecond, which programs without subruns do not pay.
      storage ??= createStorage();
      const { run } = storage;
      const name = scrub(givenName);
      const startedAt = now();
      const event: SubrunStart = {
        type: "subrun-start",
        subrun: createId(),
        within: chain().at(-1)?.subrun ?? null,
        name,
        path: pathOf(name),
        started_at: timeOrigin + startedAt,
      };
      spool.append(event);
      const inside = [...chain(), event];
      return {
        enter: (work) => run(inside, () => enterPart(event.path, work)),
        end: (failure) => {
          const endedAt = now();
          spool.append({
            type: "subrun-end",
            subrun: event.subrun,
            ended_at: timeOrigin + endedAt,
            duration_ms: round(endedAt - startedAt),
            error: failure === null ? null : describeFailure(failure.thrown, scrub),
          });
        },
      };
    },
  };
}

/** The chain in the variable that the parent gave; an empty one where there is none, or it is damaged. */
export function readSubrunChain(value: string | undefined): SubrunChain {
  if (value === undefined) return [];
  try {
    // Written by `inherit` of the parent process.
    return parse(value) as SubrunChain;
  } catch {
    return [];
  }
}

function createStorage(): Storage {
  const { AsyncLocalStorage } = builtinModule<typeof AsyncHooks>("node:async_hooks");
  const storage = new AsyncLocalStorage<SubrunChain>();
  return {
    getStore: storage.getStore.bind(storage),
    run: storage.run.bind(storage) as Storage["run"],
  };
}

/** `/` holds what is inside, `#` counts, and `@` at the start names a process. */
function escapeName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[%/#]|^@/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
