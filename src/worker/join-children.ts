// Lets Bun processes and workers that the program starts join its run. Runs in the user's process.
// `node:child_process` goes through `Bun.spawn`, so patching that covers both.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import { existsSync } from "node:fs";
import { SPOOL_VARIABLE } from "#src/protocol/spool-names.ts";
import { PROCESS_VARIABLE, createChildPlaces } from "./process-place.ts";
import { type RunContext, preloadOption } from "./run-context.ts";
import { announceStream } from "./spool-writer.ts";
import { SUBRUN_VARIABLE, type Subruns } from "./subruns.ts";
import { withoutOurFrames } from "#src/intercept/own-frames.ts";
import type { Patches } from "#src/intercept/patches.ts";

type Environment = Record<string, string | undefined>;
type AnyFunction = (...parameters: unknown[]) => unknown;
type Spawn = (...parameters: never[]) => unknown;
type Constructor = (this: unknown, ...parameters: never[]) => unknown;

/** Patches what starts processes: `Bun.spawn`, `Bun.spawnSync`, `Bun.$`, `Worker`. */
export function joinChildren(
  run: RunContext,
  patches: Patches,
  subruns: Pick<Subruns, "inherit">,
): Children {
  const nextPlace = createChildPlaces(run.process);
  const context = { ...run, nextPlace, inheritSubrun: subruns.inherit };
  const join = createEnvironmentJoiner(context);
  const started = (child: unknown, words: readonly unknown[]): void =>
    announceChild(child, words, context.directory);
  for (const name of ["spawn", "spawnSync"] as const) {
    patches.patch<Spawn>(Bun, name, (real) => joinSpawn(real as AnyFunction, join, started));
  }
  patches.patchClass(Bun, "$", () => joinShell(join));
  patches.patchClass(globalThis, "Worker", () => joinWorker(context));
  takeOverClass(globalThis, "Worker");
  return context;
}

/** The run, and the place in it of what this process starts next. */
export interface Children extends RunContext {
  readonly nextPlace: () => string;
  /** The subrun that it is started in, as its environment carries it. */
  readonly inheritSubrun: Subruns["inherit"];
}

/** Patches `worker_threads.Worker`; apart, because loading that module takes time. */
export function joinWorkerThreads(context: Children, patches: Patches): void {
  const threads = builtinModule("node:worker_threads");
  patches.patchClass(threads, "Worker", () => joinWorker(context));
  takeOverClass(threads, "Worker");
}

/** What its instances say their constructor is, is what the program finds under its name. */
function takeOverClass(owner: object, key: string): void {
  const value = Reflect.get(owner, key) as { readonly prototype: object };
  const descriptor = Object.getOwnPropertyDescriptor(value.prototype, "constructor");
  if (descriptor === undefined) return;
  Object.defineProperty(value.prototype, "constructor", { ...descriptor, value });
}

type Join = (environment: Environment, words: readonly unknown[]) => Environment;

function createEnvironmentJoiner(context: Children): Join {
  const option = preloadOption(context.preload);
  // Bun splits BUN_OPTIONS at blanks and knows no quotes.
  const canPreload = !/\s/.test(context.preload);
  return (environment, words) => {
    const joined: Environment = { ...environment, ...hiddenVariables(context) };
    if (canPreload) joined["BUN_OPTIONS"] = `${environment["BUN_OPTIONS"] ?? ""} ${option}`.trim();
    // Without this the executable would be ao's own command line, not Bun.
    if (meansBun(words)) joined["BUN_BE_BUN"] = "1";
    return joined;
  };
}

function hiddenVariables(context: Children): Environment {
  const subrun = context.inheritSubrun();
  return {
    [SPOOL_VARIABLE]: context.directory,
    [PROCESS_VARIABLE]: context.nextPlace(),
    ...(subrun === null ? {} : { [SUBRUN_VARIABLE]: subrun }),
  };
}

/** What ao can be asked for, and Bun cannot: `test` and `rm` are Bun's. */
export const AO_COMMAND =
  /^(?:record|rerun|sessions|search|runs|graph|node|log|edit|diff|output|stop|name|label|note|result|export|open|types|skill|server|config|token|doctor|completions)$/;

const SCRIPT_ENDINGS = ["", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts", ".cjs", ".cts"];

/** True where the command is `process.execPath`, or a shell's line has it, and it is to be Bun. */
function meansBun(words: readonly unknown[]): boolean {
  const { execPath } = process;
  const [first, second] = words;
  if (first === execPath && typeof second === "string" && AO_COMMAND.test(second)) {
    // Unless it is a script of that name.
    return SCRIPT_ENDINGS.some((ending) => existsSync(second + ending));
  }
  return words.some((word) => typeof word === "string" && word.includes(execPath));
}

type Started = (child: unknown, words: readonly unknown[]) => void;

function joinSpawn(real: AnyFunction, join: Join, started: Started): AnyFunction {
  return function spawn(this: unknown, ...parameters: unknown[]): unknown {
    const [first, second] = parameters;
    let words: readonly unknown[] = [];
    if (Array.isArray(first)) {
      words = first;
      parameters[1] = withEnvironment(asOptions(second), words, join);
    } else if (typeof first === "object" && first !== null) {
      const options = first as SpawnOptions;
      words = options.cmd ?? [];
      parameters[0] = withEnvironment(options, words, join);
    }
    const child = withoutOurFrames(() => Reflect.apply(real, this, parameters));
    started(child, words);
    return child;
  };
}

/**
 * A child that outlives the program may not yet have said a word when that ends: its stream's file
 * is made here, so that the run's folder stays as long as the child lives.
 */
function announceChild(child: unknown, [command]: readonly unknown[], directory: string): void {
  try {
    const { pid, exited } = child as { pid?: unknown; exited?: unknown };
    if (typeof pid !== "number" || exited === undefined || typeof command !== "string") return;
    if (command !== process.execPath && !/(?:^|[\\/])bun(?:\.exe)?$/.test(command)) return;
    announceStream(directory, `${pid}-announced`);
  } catch {
    // The child announces itself, if it has the time.
  }
}

interface SpawnOptions {
  readonly cmd?: readonly unknown[];
  readonly env?: Environment | null;
}

function asOptions(value: unknown): SpawnOptions {
  return typeof value === "object" && value !== null ? (value as SpawnOptions) : {};
}

function withEnvironment(options: SpawnOptions, words: readonly unknown[], join: Join): object {
  try {
    const environment = options.env ?? process.env;
    // Anything else is refused, in the runtime's own words.
    if (typeof environment !== "object") return options;
    return { ...options, env: join(environment, words) };
  } catch {
    // An environment with throwing getters is the program's own affair.
    return options;
  }
}

/** `$` starts its commands with `process.env` unless the program sets another environment. */
function joinShell(join: Join): ProxyHandler<object> {
  let programSetsEnvironment = false;
  return {
    apply(target, self, parameters: unknown[]) {
      const command: unknown = Reflect.apply(target as AnyFunction, self, parameters);
      if (programSetsEnvironment) return command;
      try {
        const [strings, ...values] = parameters;
        const words = [...(Array.isArray(strings) ? strings : []), ...values];
        (command as { env: AnyFunction }).env(join(process.env, words));
      } catch {
        // Not a shell command after all: as it is.
      }
      return command;
    },
    get(target, key, receiver) {
      if (key === "env") programSetsEnvironment = true;
      return Reflect.get(target, key, receiver) as unknown;
    },
  };
}

/** For both classes: a subclass of ours would show in prototypes. */
function joinWorker(context: Children): ProxyHandler<object> {
  return {
    construct: (real, parameters: unknown[], newTarget) =>
      withoutOurFrames(
        () =>
          Reflect.construct(
            real as Constructor,
            withPreload(parameters, context),
            newTarget,
          ) as object,
      ),
    // Refused: it is a class.
    apply: (real, self, parameters: unknown[]) =>
      withoutOurFrames(() => Reflect.apply(real as AnyFunction, self, parameters as never[])),
  };
}

function withPreload(parameters: readonly unknown[], context: Children): readonly unknown[] {
  // Refused, in words that tell how many arguments there were.
  if (parameters.length === 0) return parameters;
  const given = parameters[1];
  const options = typeof given === "object" && given !== null ? given : {};
  return [parameters[0], joinWorkerOptions(options, context)];
}

function joinWorkerOptions(options: object, context: Children): object {
  const { preload, env } = options as { preload?: unknown; env?: unknown };
  const before = preload === undefined ? [] : Array.isArray(preload) ? preload : [preload];
  // SHARE_ENV is a symbol; a worker with it shares our hidden variables' absence and is not joined.
  const environment = env === undefined || env === null ? process.env : env;
  return {
    ...options,
    preload: [context.preload, ...before],
    env:
      typeof environment === "object"
        ? { ...environment, ...hiddenVariables(context) }
        : environment,
  };
}
