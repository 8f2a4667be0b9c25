// Everything a program can reach without an import of its own, and through the built-in modules, by
// what it can see of it: one line per value. Run with and without ao.
import bun from "bun";
import * as childProcess from "node:child_process";
import * as console_ from "node:console";
import * as crypto_ from "node:crypto";
import * as fs from "node:fs";
import * as fsPromises from "node:fs/promises";
import * as http from "node:http";
import * as http2 from "node:http2";
import * as https from "node:https";
import * as perfHooks from "node:perf_hooks";
import * as process_ from "node:process";
import * as stream from "node:stream";
import * as timers from "node:timers";
import * as util from "node:util";
import * as workerThreads from "node:worker_threads";

const DEEPEST = 7;
const lines: string[] = [];
const seen = new Map<object, string>();
const { inspect } = Bun;
const toText = Function.prototype.toString;

/** What differs from one run of the same program to the next, or cannot be looked at without effect. */
const CHANGING =
  /\.(?:pid|ppid|argv|argv0|execPath|execArgv|title|env|Symbol\(env\)|_startTime|main|nodeTiming|report|stdin|sql|SQL|redis|s3|postgres)$/;

/** Can be told: `bun:ffi`, which ao loads, takes three functions from this object. */
const KNOWN = /^globalThis\.Bun\.FFI$/;

function look(path: string, value: unknown, depth: number): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    lines.push(`${path} ${typeof value} ${typeof value === "number" ? "" : String(value)}`);
    return;
  }
  const before = seen.get(value);
  if (before !== undefined) return void lines.push(`${path} = ${before}`);
  seen.set(value, path);
  lines.push(`${path} ${describe(value)}`);
  if (depth === DEEPEST) return;
  look(`${path}.[[Prototype]]`, Object.getPrototypeOf(value), depth + 1);
  for (const key of Reflect.ownKeys(value)) {
    const name = `${path}.${String(key)}`;
    if (CHANGING.test(name) || KNOWN.test(name)) continue;
    lookAt(name, value, key, depth);
  }
}

function lookAt(name: string, owner: object, key: PropertyKey, depth: number): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined) return void lines.push(`${name} has no descriptor`);
  const { writable, enumerable, configurable, get, set } = descriptor;
  lines.push(`${name} ${JSON.stringify([writable, enumerable, configurable])}`);
  if (get !== undefined) look(`${name} get`, get, depth + 1);
  if (set !== undefined) look(`${name} set`, set, depth + 1);
  if ("value" in descriptor) look(name, descriptor.value, depth + 1);
}

function describe(value: object): string {
  const keys = Reflect.ownKeys(value).map(String).join();
  const kind = Object.prototype.toString.call(value);
  const more = [Object.isExtensible(value), Object.isFrozen(value), Array.isArray(value)];
  if (typeof value !== "function") return JSON.stringify([kind, keys, more]);
  const text = [toText.call(value), `${value as unknown as string}`];
  // The native one: a function with properties shows them, and their values.
  const shown = inspect(value).split("\n", 1)[0];
  return JSON.stringify([kind, keys, more, text, shown, util.inspect(value).split("\n", 1)[0]]);
}

const places = {
  globalThis,
  bun,
  childProcess,
  console_,
  crypto_,
  fs,
  fsPromises,
  http,
  http2,
  https,
  perfHooks,
  process_,
  stream,
  timers,
  util,
  workerThreads,
};
for (const [name, value] of Object.entries(places)) {
  try {
    look(name, value, 0);
  } catch (error) {
    lines.push(`${name} threw ${String(error)}`);
  }
}
for (const event of ["exit", "beforeExit", "uncaughtException", "SIGINT", "SIGTERM", "SIGHUP"]) {
  lines.push(`${event} ${process.listenerCount(event)}`);
}
lines.push(process.eventNames().map(String).join(), Object.keys(require.cache).join());
process.stdout.write(`${lines.join("\n")}\n`);
