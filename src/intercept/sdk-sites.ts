// Carries the place of a call through the SDKs whose promises hide it: openai, @anthropic-ai/sdk and
// groq-sdk start their work lazily, so the stack inside `fetch` shows only themselves. Runs in the
// user's process. Their `request` method is called from the user's stack and is noted there.
import type * as AsyncHooks from "node:async_hooks";
import type * as FileSystem from "node:fs";
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { guarded } from "#src/intercept/guard.ts";
import { type CallSite, captureCallSite, carrySites } from "#src/intercept/location.ts";

const PLACE = "sdk sites";

type Request = (this: unknown, ...args: unknown[]) => unknown;

interface Client {
  request?: Request;
}

/** The module to which the SDKs' sources hand over their class; a global would be seen. */
const HOOK_MODULE = "ao:sdk-client";

/** The files that hold the class. CommonJS ones are found when they make their first call. */
export const SDK_CLIENT_FILE =
  /[\\/]node_modules[\\/](?:openai|@anthropic-ai[\\/]sdk|groq-sdk)[\\/]client\.mjs$/;
const COMMONJS_CLIENT =
  /\(?([^()\s]+[\\/]node_modules[\\/](?:openai|@anthropic-ai[\\/]sdk|groq-sdk)[\\/]client\.js):\d+:\d+\)?/;

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

/**
 * Starts to note places. Loads no SDK, and reads no file but the SDKs' own as they are imported.
 * Returns the undoing; Bun cannot take back the loader, which then changes nothing that matters.
 */
export function noteSdkSites(recorder: CallRecorder): () => void {
  const { AsyncLocalStorage: Storage } = require("node:async_hooks") as typeof AsyncHooks;
  const sites = new Storage<CallSite>();
  const patched = new WeakSet<object>();
  const note = (client: unknown) =>
    guarded(recorder, PLACE, () => patchClient(client, sites, patched), undefined);
  carrySites((stack) => {
    const site = sites.getStore() ?? null;
    if (site === null) findCommonJs(stack, note);
    return site;
  });
  hookLoader(note);
  return () => carrySites(() => null);
}

function hookLoader(note: (client: unknown) => void): void {
  // A loader that answers later would break `require()` of these files.
  const { readFileSync } = require("node:fs") as typeof FileSystem;
  Bun.plugin({
    name: "ao-sdk-sites",
    setup(build) {
      build.module(HOOK_MODULE, () => ({ exports: { note }, loader: "object" }));
      build.onLoad({ filter: SDK_CLIENT_FILE }, ({ path }) => ({
        contents: addHook(readFileSync(path, "utf8")),
        loader: "js",
      }));
    },
  });
}

/** A client's source with a line at its end that hands over the class; no other line moves. */
export function addHook(source: string): string {
  const name = /^export (?:class|var) (OpenAI|Anthropic|Groq)\b/m.exec(source)?.[1];
  if (name === undefined) return source;
  return `${source}\nimport { note as __aoNote } from "${HOOK_MODULE}"; __aoNote(${name});`;
}

function patchClient(
  client: unknown,
  sites: AsyncHooks.AsyncLocalStorage<CallSite>,
  patched: WeakSet<object>,
): void {
  if (typeof client !== "function") return;
  let owner = (client as { prototype: object | null }).prototype;
  while (owner !== null && getOwnPropertyDescriptor(owner, "request") === undefined) {
    owner = getPrototypeOf(owner) as object | null;
  }
  if (owner === null || patched.has(owner)) return;
  const descriptor = getOwnPropertyDescriptor(owner, "request");
  const real = (owner as Client).request;
  if (real === undefined || descriptor === undefined) return;
  patched.add(owner);
  const { request } = {
    request(this: unknown, ...args: unknown[]): unknown {
      const site = captureCallSite();
      if (site.location === null) return real.apply(this, args);
      return sites.run(site, () => real.apply(this, args));
    },
  };
  defineProperty(request, "length", { value: real.length, configurable: true });
  defineProperty(owner, "request", { ...descriptor, value: request });
}

/** A CommonJS client on the stack: its class is in the module cache. Later calls have places. */
function findCommonJs(stack: string, note: (client: unknown) => void): void {
  const file = COMMONJS_CLIENT.exec(stack)?.[1];
  const exports = file === undefined ? undefined : (require.cache[file]?.exports as unknown);
  if (typeof exports !== "object" || exports === null) return;
  for (const name of ["OpenAI", "Anthropic", "Groq"]) {
    if (name in exports) note((exports as Record<string, unknown>)[name]);
  }
}
