// The module "ao" of a recorded program: `import { subrun, log } from "ao"`, with nothing installed.
// Runs in the user's process. A failure of ours leaves `subrun` a call of its function.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hideOwnFrames } from "#src/intercept/own-frames.ts";
import type * as Declared from "#src/module/index.d.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { entryJson } from "./log-entry.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import type { StartedSubrun, Subruns } from "./subruns.ts";

export type ProgramModule = typeof Declared;

export interface ProgramModuleOptions {
  readonly spool: SpoolWriter;
  readonly subruns: Subruns;
  readonly process: string;
  readonly scrub: (text: string) => string;
  readonly report: (place: string, error: unknown) => void;
}

const MODULE_NAME = "ao";
const LONGEST_NAME = 200;
/** Characters of JSON; what is longer is kept as text, cut off. */
const LONGEST_ENTRY = 1_000_000;

// Captured at load: programs patch these.
const now = performance.now.bind(performance);
const { timeOrigin } = performance;
const { parse } = JSON;
const text = String;
const { toString: describeObject } = Object.prototype;

/**
 * Makes the module known to the runtime, with null as in a program that is not recorded. A program that
 * has another package of that name gets that. Nothing of it is made before it is imported.
 */
export function provideProgramModule(entry: string, options: ProgramModuleOptions | null): void {
  if (hasForeignPackage(dirname(entry))) return;
  let exports: ProgramModule | null = null;
  Bun.plugin({
    name: MODULE_NAME,
    setup(build) {
      build.module(MODULE_NAME, () => ({
        exports: (exports ??= options === null ? PLAIN : createProgramModule(options)),
        loader: "object",
      }));
    },
  });
}

/** For a process that cannot join its run, or outlives it: its import must not fail. */
const PLAIN: ProgramModule = {
  async subrun<Result>(name: string, run: () => Result): Promise<Awaited<Result>> {
    checkSubrun(name, run, PLAIN.subrun);
    return await run();
  },
  log: () => {},
};

/** The module as programs see it. */
export function createProgramModule(options: ProgramModuleOptions): ProgramModule {
  const { subruns, report } = options;

  const start = (name: string): StartedSubrun | null => {
    try {
      return subruns.start(name);
    } catch (error) {
      report("subrun", error);
      return null;
    }
  };

  // The functions are called as their keys are: names of their own would be made short in the executable.
  const made: ProgramModule = {
    async subrun<Result>(name: string, run: () => Result): Promise<Awaited<Result>> {
      checkSubrun(name, run, made.subrun);
      const started = start(name);
      if (started === null) return await run();
      try {
        const result = await started.enter(run);
        started.end(null);
        return result;
      } catch (thrown) {
        hideOwnFrames(thrown);
        started.end({ thrown });
        throw thrown;
      }
    },
    log: (entry, given) => {
      try {
        options.spool.append(toEvent(entry, given?.success, options));
      } catch (error) {
        report("log", error);
      }
    },
  };
  return made;
}

type AnyFunction = (...parameters: never[]) => unknown;

/** The same as outside of `ao record`: src/module/index.cjs. */
function checkSubrun(name: unknown, run: unknown, called: AnyFunction): void {
  if (typeof name !== "string") {
    throw refusal(`Cannot start a subrun: its name must be a string, not ${nameOf(name)}`, called);
  }
  const { length } = [...name];
  if (length === 0 || length > LONGEST_NAME) {
    throw refusal(
      `Cannot start a subrun: its name must have 1 to ${LONGEST_NAME} characters, not ${length}`,
      called,
    );
  }
  if (typeof run !== "function") {
    throw refusal(`Cannot start subrun "${name}": it needs a function, not ${nameOf(run)}`, called);
  }
}

/** Its stack starts where the program called: Bun prints the source around the first line in it. */
function refusal(message: string, called: AnyFunction): TypeError {
  const error = new TypeError(message);
  Error.captureStackTrace(error, called);
  return error;
}

function nameOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}

function toEvent(
  entry: unknown,
  success: unknown,
  { subruns, process, scrub }: ProgramModuleOptions,
): Extract<RunnerEvent, { type: "program-log" }> {
  const subrun = subruns.current();
  return {
    type: "program-log",
    ...(subrun === null ? {} : { subrun: subrun.id }),
    process,
    at: timeOrigin + now(),
    entry: toEntry(entry, scrub),
    success: typeof success === "boolean" ? success : null,
  };
}

/** The entry as JSON has it, without secrets; what JSON cannot say, as text. */
function toEntry(entry: unknown, scrub: (text: string) => string): unknown {
  const json = toJson(entry);
  if (json === null) return cut(scrub(toText(entry)));
  const scrubbed = scrub(json);
  return scrubbed.length > LONGEST_ENTRY ? cut(scrubbed) : (parse(scrubbed) as unknown);
}

function toJson(entry: unknown): string | null {
  try {
    return entryJson(entry) ?? null;
  } catch {
    // Too deep, or a hostile toJSON.
    return null;
  }
}

function toText(entry: unknown): string {
  try {
    return text(entry);
  } catch {
    // No prototype, or a hostile one.
    return describeObject.call(entry);
  }
}

function cut(long: string): string {
  return long.length > LONGEST_ENTRY ? `${long.slice(0, LONGEST_ENTRY)}…` : long;
}

/** True where "ao" is, for the program, a package that is not ours: installed, or its own. */
function hasForeignPackage(start: string): boolean {
  let isInPackage = false;
  for (let folder = start; ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules", MODULE_NAME);
    if (existsSync(installed)) return !isOurs(readPackage(installed));
    const own: Package | null = isInPackage ? null : readPackage(folder);
    // A package can import itself by its name.
    if (own?.name === MODULE_NAME) return !isOurs(own);
    isInPackage ||= own !== null;
    if (folder === dirname(folder)) return false;
  }
}

interface Package {
  readonly name?: unknown;
  /** Says so in our own package and in what `ao types` writes. */
  readonly aoModule?: unknown;
}

function isOurs(found: Package | null): boolean {
  return found?.aoModule === true;
}

function readPackage(folder: string): Package | null {
  try {
    const path = join(folder, "package.json");
    // Where there is none, an exception would cost more than the question.
    if (!existsSync(path)) return null;
    const parsed: unknown = parse(readFileSync(path, "utf8"));
    return typeof parsed === "object" && parsed !== null ? parsed : null;
  } catch {
    return null;
  }
}
