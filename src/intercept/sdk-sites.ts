// Carries the place of a call through the SDKs whose own stacks hide it. Runs in the user's process.
// The SDK's functions that the program calls are wrapped: they note where they are called from, and
// the async context brings that to the `fetch` inside. Results and errors stay what they are.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type * as AsyncHooks from "node:async_hooks";
import type * as FileSystem from "node:fs";
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { guarded } from "#src/intercept/guard.ts";
import { type CallSite, captureCallSite, carrySites } from "#src/intercept/location.ts";
import {
  HOOK_MODULE,
  SDK_FILES,
  addHook,
  findSdkEntry,
  isCommonJs,
  reExport,
} from "#src/intercept/sdk-entries.ts";

const PLACE = "sdk sites";

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What the hooked sources call. They get it from a module of ours: a global would be seen. */
interface SiteHook {
  methods(constructor: unknown, keys: readonly string[]): void;
  assigned(constructor: unknown, keys: readonly string[]): void;
  function(value: AnyFunction): AnyFunction;
}

const current: { hook: SiteHook | null } = { hook: null };

/** The SDKs as CommonJS: their class is taken from the module cache when it makes its first call. */
const COMMONJS_CLIENT =
  /\(?([^()\s]+[\\/]node_modules[\\/](?:openai|@anthropic-ai[\\/]sdk|groq-sdk)[\\/]client\.js):\d+:\d+\)?/;

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

/**
 * Starts to note places. Loads no SDK, and reads no file but the SDKs' own as they are imported.
 * Returns the undoing; Bun cannot take back the loader, which then changes nothing that matters.
 */
export function noteSdkSites(recorder: CallRecorder): () => void {
  const { AsyncLocalStorage } = builtinModule<typeof AsyncHooks>("node:async_hooks");
  const sites = new AsyncLocalStorage<CallSite>();
  const note = <Real extends AnyFunction>(real: Real): Real => wrap(real, sites);
  const hook: SiteHook = {
    methods: (constructor, keys) =>
      guarded(recorder, PLACE, () => noteMethods(constructor, keys, note), undefined),
    assigned: (constructor, keys) =>
      guarded(recorder, PLACE, () => noteAssigned(constructor, keys, note), undefined),
    function: (value) => guarded(recorder, PLACE, () => note(value), value),
  };
  current.hook = hook;
  carrySites((stack) => {
    const site = sites.getStore() ?? null;
    if (site === null) findCommonJs(stack, hook);
    return site;
  });
  hookLoader();
  return () => {
    current.hook = null;
    carrySites(() => null);
  };
}

let isLoaderHooked = false;

function hookLoader(): void {
  if (isLoaderHooked) return;
  isLoaderHooked = true;
  // A loader that answers later would break `require()` of these files.
  const { readFileSync } = builtinModule<typeof FileSystem>("node:fs");
  Bun.plugin({
    name: "ao-sdk-sites",
    setup(build) {
      build.module(HOOK_MODULE, () => ({ exports: { current }, loader: "object" }));
      build.onLoad({ filter: SDK_FILES }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        return { contents: hookSource(path, source), loader: "js" };
      });
    },
  });
}

function hookSource(path: string, source: string): string {
  if (isCommonJs(source)) return reExport(path);
  const entry = findSdkEntry(path);
  return entry === undefined ? source : addHook(source, entry);
}

const wrapped = new WeakSet<object>();

/** `real`, noting the place of each call whose stack shows one; its frame stays out of the stack. */
function wrap<Real extends AnyFunction>(
  real: Real,
  sites: AsyncHooks.AsyncLocalStorage<CallSite>,
): Real {
  const replacement = function (this: unknown, ...args: unknown[]): unknown {
    const { location, stack } = captureCallSite();
    // Called by another noted function: the place is the outer one's.
    if (location === null) return real.apply(this, args);
    return sites.run({ location, stack }, () => real.apply(this, args));
  };
  defineProperty(replacement, "name", { value: real.name, configurable: true });
  defineProperty(replacement, "length", { value: real.length, configurable: true });
  wrapped.add(replacement);
  return replacement as Real;
}

/** A method may stand on a base class of the one that is exported. */
function noteMethods(
  constructor: unknown,
  keys: readonly string[],
  note: (real: AnyFunction) => AnyFunction,
): void {
  if (typeof constructor !== "function") return;
  for (const key of keys) {
    let owner = (constructor as { prototype: object | null }).prototype;
    let descriptor = owner === null ? undefined : getOwnPropertyDescriptor(owner, key);
    while (owner !== null && descriptor === undefined) {
      owner = getPrototypeOf(owner) as object | null;
      descriptor = owner === null ? undefined : getOwnPropertyDescriptor(owner, key);
    }
    if (owner === null || typeof descriptor?.value !== "function") continue;
    if (wrapped.has(descriptor.value)) continue;
    defineProperty(owner, key, { ...descriptor, value: note(descriptor.value as AnyFunction) });
  }
}

/**
 * A constructor's `this.key = …` meets a setter on the prototype, which gives the object the property
 * that the assignment would have given it, with the noting function as its value.
 */
function noteAssigned(
  constructor: unknown,
  keys: readonly string[],
  note: (real: AnyFunction) => AnyFunction,
): void {
  if (typeof constructor !== "function") return;
  const { prototype } = constructor as { prototype: object };
  for (const key of keys) {
    if (getOwnPropertyDescriptor(prototype, key) !== undefined) continue;
    defineProperty(prototype, key, {
      configurable: true,
      set(this: object, value: unknown) {
        const noted = typeof value === "function" ? note(value as AnyFunction) : value;
        defineProperty(this, key, {
          value: noted,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
    });
  }
}

/** A CommonJS client on the stack: its class is in the module cache. Later calls have places. */
function findCommonJs(stack: string, hook: SiteHook): void {
  const file = COMMONJS_CLIENT.exec(stack)?.[1];
  const exports = file === undefined ? undefined : (require.cache[file]?.exports as unknown);
  if (typeof exports !== "object" || exports === null) return;
  for (const name of ["OpenAI", "Anthropic", "Groq"]) {
    if (name in exports) hook.methods((exports as Record<string, unknown>)[name], ["request"]);
  }
}
