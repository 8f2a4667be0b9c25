// What a program can see of its clocks and random numbers but for their values, one line per
// observation. Run with and without ao.
import * as nodeCrypto from "node:crypto";
import { performance as hooksPerformance } from "node:perf_hooks";
import { inspect } from "node:util";

function say(name: string, ...values: unknown[]): void {
  // oxlint-disable-next-line no-console -- the program's output is what is compared.
  console.log(name, ...values);
}

function attempt(name: string, run: () => unknown): void {
  try {
    say(name, run());
  } catch (error) {
    const { name: kind, message, code } = error as Error & { code?: unknown };
    say(name, "threw", kind, message, code);
  }
}

const shape = (descriptor: PropertyDescriptor | undefined): unknown => ({
  ...descriptor,
  value: typeof descriptor?.value,
  get: typeof descriptor?.get,
});

// The functions themselves.
const functions: [string, object, string][] = [
  ["Date", globalThis, "Date"],
  ["Date.now", Date, "now"],
  ["performance.now", performance, "now"],
  ["process.hrtime", process, "hrtime"],
  ["process.hrtime.bigint", process.hrtime, "bigint"],
  ["process.uptime", process, "uptime"],
  ["Bun.nanoseconds", Bun, "nanoseconds"],
  ["Bun.randomUUIDv7", Bun, "randomUUIDv7"],
  ["performance.mark", Performance.prototype, "mark"],
  ["performance.measure", Performance.prototype, "measure"],
  ["performance.toJSON", Performance.prototype, "toJSON"],
  ["Math.random", Math, "random"],
  ["getRandomValues", Object.getPrototypeOf(crypto) as object, "getRandomValues"],
  ["randomUUID", Object.getPrototypeOf(crypto) as object, "randomUUID"],
  ["node randomUUID", nodeCrypto, "randomUUID"],
  ["node randomBytes", nodeCrypto, "randomBytes"],
  ["node randomInt", nodeCrypto, "randomInt"],
  ["node randomFill", nodeCrypto, "randomFill"],
  ["node randomFillSync", nodeCrypto, "randomFillSync"],
  ["Temporal.Now.instant", Temporal.Now, "instant"],
  ["Temporal.Now.plainDateISO", Temporal.Now, "plainDateISO"],
  ["Temporal.Now.zonedDateTimeISO", Temporal.Now, "zonedDateTimeISO"],
];
for (const [name, owner, key] of functions) {
  const value = Reflect.get(owner, key) as (...values: unknown[]) => unknown;
  say(name, shape(Object.getOwnPropertyDescriptor(owner, key)), value.name, value.length);
  say(`${name} text`, value.toString(), Function.prototype.toString.call(value), inspect(value));
  say(`${name} own`, Reflect.ownKeys(value).map(String).join());
  say(`${name} prototype`, Object.getPrototypeOf(value) === Function.prototype);
  if (name === "Date") continue;
  attempt(`${name} new`, () => typeof Reflect.construct(value, []));
}
say("enumerated", Object.keys(Math).length, Object.keys(crypto).join(), Object.keys(Date).join());
say("shared", hooksPerformance === performance, nodeCrypto.webcrypto === crypto);
say("origin", shape(Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin")));

// Receivers that the native functions refuse, in their words, with their frames.
const attemptOn = (
  name: string,
  method: unknown,
  receiver: unknown,
  ...values: unknown[]
): void => {
  try {
    say(name, typeof Reflect.apply(method as () => unknown, receiver, values));
  } catch (error) {
    const { name: kind, message, code, stack } = error as Error & { code?: unknown };
    say(name, kind, message, code, stack?.replaceAll(/ \(.*| \/.*/g, ""));
  }
};
const timeOrigin = Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin");
const formatGetter = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format");
for (const receiver of [undefined, null, 5, {}, Object.create(crypto), crypto, performance]) {
  attemptOn("getRandomValues", crypto.getRandomValues, receiver, new Uint8Array(1));
  attemptOn("randomUUID", crypto.randomUUID, receiver);
  attemptOn("timeOrigin", timeOrigin?.get, receiver);
  attemptOn("format", formatGetter?.get, receiver);
  attemptOn("formatToParts", Intl.DateTimeFormat.prototype.formatToParts, receiver);
  attemptOn("text", Function.prototype.toString, receiver);
  for (const name of ["now", "random", "log"]) {
    const owner = { now: Date, random: Math, log: console }[name];
    attemptOn(name, Reflect.get(owner as object, name), receiver);
  }
}
for (const value of [undefined, 5, new Float64Array(1), new DataView(new ArrayBuffer(1))]) {
  attemptOn("getRandomValues of", crypto.getRandomValues, crypto, value);
}
say("getters", inspect(timeOrigin?.get), inspect(formatGetter?.get), Bun.inspect(timeOrigin?.get));
say("in a structure", { at: Date, now: Date.now, list: [Date] });

// Marks and measures.
const { mark, measure, toJSON } = Performance.prototype;
for (const receiver of [undefined, {}, performance]) {
  attemptOn("mark", mark, receiver, "a");
  attemptOn("mark of nothing", mark, receiver);
  attemptOn("mark with wrong options", mark, receiver, "a", 5);
  attemptOn("mark before the start", mark, receiver, "a", { startTime: -1 });
  attemptOn("measure", measure, receiver, "m", "a");
  attemptOn("measure of nothing", measure, receiver);
  attemptOn("measure from nowhere", measure, receiver, "m", "nowhere");
  attemptOn("measure of too much", measure, receiver, "m", { start: 1, end: 2, duration: 3 });
  attemptOn("measure of both", measure, receiver, "m", { start: 1 }, "a");
  attemptOn("toJSON", toJSON, receiver);
}
say("mark", performance.mark("given", { startTime: 5, detail: { a: 1 } }));
say("mark without time", { ...performance.mark("b", { detail: "d" }).toJSON(), startTime: 0 });
say("measures", performance.measure("m", "given", "given"), performance.measure("m", { end: 7 }));
say("measure", performance.measure("m", { start: "given", duration: 2, detail: [1] }));
say("measured", performance.measure("m", "given").duration > 0, performance.measure("m").startTime);
const { timeOrigin: origin, ...json } = performance.toJSON() as { timeOrigin: number };
say("json", json, origin === performance.timeOrigin);
say("in order", performance.mark("c").startTime <= performance.now());
say("performance", Object.keys(performance).join(), typeof performance.timeOrigin);

// Date.
class Stamp extends Date {
  readonly label = "stamp";
  get twice(): number {
    return this.getTime() * 2;
  }
}
const wait = Symbol("wait");
const real = new Date(86_400_000);
say("kinds", typeof Date, typeof Date(), typeof Date.now(), Date.length, Date.name);
say("constructor", Date.prototype.constructor === Date, real.constructor === Date);
say(
  "instance",
  real instanceof Date,
  new Date() instanceof Date,
  Object.prototype.toString.call(new Date()),
);
say(
  "prototype",
  Object.getPrototypeOf(new Date()) === Date.prototype,
  shape(Object.getOwnPropertyDescriptor(Date, "prototype")),
);
say(
  "fixed",
  new Date(0),
  new Date("2020-02-02"),
  new Date(2020, 1, 2, 3, 4, 5, 6),
  new Date(real),
  new Date(Number.NaN),
);
say("undefined", new Date(undefined as unknown as number), new Date(null as unknown as number));
attempt("symbol", () => new Date(wait as unknown as number));
attempt("bigint", () => new Date(1n as unknown as number));
say("static", Date.UTC(2020, 1), Date.parse("2020-01-01"), Date.UTC.length);
say(
  "subclass",
  new Stamp(5),
  new Stamp(5).twice,
  new Stamp() instanceof Date,
  new Stamp().constructor === Stamp,
);
say("subclass name", Stamp.name, Object.getPrototypeOf(Stamp) === Date, new Stamp(1).label);
const other = Reflect.construct(Date, [7], Array) as object;
say(
  "new.target",
  Array.isArray(other),
  Object.getPrototypeOf(other) === Array.prototype,
  Reflect.apply(Date.prototype.getTime, other, []),
);
say(
  "text",
  /^\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT/.test(Date()),
  Date().length === new Date().toString().length,
);
say(
  "clone",
  structuredClone(real) instanceof Date,
  structuredClone(new Date()).constructor === Date,
);
say("json", JSON.stringify({ at: real }), Bun.deepEquals(real, new Date(86_400_000)));
say(
  "coerced",
  typeof (new Date() as unknown as number) === "object",
  `${real}`.length > 20,
  Number(real),
);
const bound = (...values: number[]): DateConstructor =>
  Function.prototype.bind.call(Date, null, ...values) as DateConstructor;
say("bound", new (bound(5))().getTime(), new (bound())() instanceof Date);
say("applied", typeof Reflect.apply(Date, null, []), typeof Reflect.apply(Date, {}, [1]));
say(
  "intl",
  typeof new Intl.DateTimeFormat("en").format(),
  new Intl.DateTimeFormat("en", { timeZone: "UTC" }).format(0),
);
const format = new Intl.DateTimeFormat("en", { timeZone: "UTC", dateStyle: "full" });
say(
  "intl same",
  format.format === format.format,
  format.format.name,
  format.format.length,
  format.format.call(null, 0),
);
say(
  "intl parts",
  format.formatToParts().length,
  format
    .formatToParts(0)
    .map(({ value }) => value)
    .join(""),
);
say(
  "intl present",
  format.format() === format.format(new Date()),
  format.format(undefined) === format.format(),
);
attempt("intl wrong", () => Intl.DateTimeFormat.prototype.formatToParts.call({} as never));
attempt("intl range", () => format.format(Number.NaN));
const failing = {
  valueOf(): never {
    throw new Error("no number");
  },
};
for (const value of [wait, 1n, failing]) {
  for (const Kind of [Date, Stamp]) {
    try {
      say("taken", new Kind(value as never));
    } catch (error) {
      say("refused", (error as Error).stack?.replaceAll(/ \(.*| \/.*/g, ""));
    }
  }
}
say("utc", new Date(0).toISOString(), new Date(0).getTimezoneOffset());

// The order of time.
const wall = Date.now();
say(
  "forwards",
  Date.now() >= wall,
  new Date().getTime() >= wall,
  performance.now() <= performance.now(),
);
say("agree", Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
say("agree", Math.abs(Number(Temporal.Now.instant().epochMilliseconds) - Date.now()) < 1000);
say(
  "hrtime",
  process.hrtime().length,
  process.hrtime(process.hrtime())[0],
  typeof process.hrtime.bigint(),
);
attempt("hrtime text", () => process.hrtime("x" as never));
attempt("hrtime short", () => process.hrtime([1] as never));
say(
  "types",
  typeof process.uptime(),
  Number.isInteger(Bun.nanoseconds()),
  Number.isInteger(Date.now()),
);
say(
  "zones",
  Temporal.Now.zonedDateTimeISO("Europe/Paris").timeZoneId,
  Temporal.Now.plainDateISO() instanceof Temporal.PlainDate,
);
say(
  "plain",
  Temporal.Now.plainTimeISO() instanceof Temporal.PlainTime,
  Temporal.Now.plainDateTimeISO() instanceof Temporal.PlainDateTime,
);
attempt("no zone", () => Temporal.Now.zonedDateTimeISO("Nowhere/Land"));

// Random numbers.
const draws = Array.from({ length: 10_000 }, () => Math.random());
const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
say(
  "fractions",
  draws.every((draw) => draw >= 0 && draw < 1),
  Math.abs(mean - 0.5) < 0.03,
  new Set(draws).size,
);
const bytes = new Uint8Array(20_000);
say("same view", crypto.getRandomValues(bytes) === bytes, new Set(bytes).size);
for (const view of [
  new Int8Array(4),
  new Uint16Array(4),
  new BigInt64Array(2),
  new Uint8ClampedArray(3),
  new Uint8Array(0),
]) {
  say("views", crypto.getRandomValues(view).constructor.name, view.length);
}
const part = new Uint8Array(64).subarray(16, 32);
crypto.getRandomValues(part);
say(
  "inside alone",
  new Uint8Array(part.buffer).slice(0, 16).every((byte) => byte === 0),
  part.some((byte) => byte !== 0),
);
for (const [name, wrong] of Object.entries({
  nothing: undefined,
  number: 1,
  null: null,
  buffer: new ArrayBuffer(4),
  floats: new Float64Array(4),
})) {
  attempt(`getRandomValues ${name}`, () => crypto.getRandomValues(wrong as never));
}
const V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const V7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
say(
  "uuid",
  V4.test(crypto.randomUUID()),
  V4.test(nodeCrypto.randomUUID()),
  crypto.randomUUID() !== crypto.randomUUID(),
);
attempt("uuid options", () => nodeCrypto.randomUUID(5 as never));
attempt("uuid options", () => nodeCrypto.randomUUID({ disableEntropyCache: 5 } as never));
say("uuid option", V4.test(nodeCrypto.randomUUID({ disableEntropyCache: true })));
const sevens = Array.from({ length: 100 }, () => Bun.randomUUIDv7());
say(
  "v7",
  sevens.every((uuid) => V7.test(uuid)),
  [...sevens].sort().join() === sevens.join(),
  new Set(sevens).size,
);
say(
  "v7 time",
  Math.abs(Number.parseInt(Bun.randomUUIDv7().replaceAll("-", "").slice(0, 12), 16) - Date.now()) <
    1000,
);
say(
  "v7 given",
  Bun.randomUUIDv7("hex", 1000).slice(0, 14),
  Bun.randomUUIDv7("hex", new Date(5)).slice(0, 14),
);
say(
  "v7 forms",
  Bun.randomUUIDv7("base64").length,
  Bun.randomUUIDv7("base64url" as never).length,
  Bun.randomUUIDv7("buffer").length,
);
attempt("v7 form", () => Bun.randomUUIDv7("nope" as never));
attempt("v7 time", () => Bun.randomUUIDv7("hex", -5));
say("bytes", nodeCrypto.randomBytes(5).length, Buffer.isBuffer(nodeCrypto.randomBytes(0)));
for (const wrong of [-1, "x", undefined])
  attempt("bytes", () => nodeCrypto.randomBytes(wrong as never));
const integers = Array.from({ length: 500 }, () => nodeCrypto.randomInt(3, 6));
say(
  "integers",
  [...new Set(integers)].sort().join(),
  nodeCrypto.randomInt(1),
  nodeCrypto.randomInt(-5, -4),
);
attempt("integer", () => nodeCrypto.randomInt(5, 5));
attempt("integer", () => nodeCrypto.randomInt("x" as never));
const filled = nodeCrypto.randomFillSync(new Uint8Array(40), 10, 20);
say(
  "fill",
  filled.slice(0, 10).every((byte) => byte === 0),
  filled.slice(30).every((byte) => byte === 0),
  filled.slice(10, 30).some((byte) => byte !== 0),
);
attempt("fill", () => nodeCrypto.randomFillSync("x" as never));
attempt("fill", () => nodeCrypto.randomFillSync(new Uint8Array(2), 5));
say(
  "fill buffer",
  nodeCrypto.randomFillSync(new ArrayBuffer(4)).byteLength,
  nodeCrypto.randomFillSync(new Uint16Array(4), 1).length,
);
await new Promise<void>((resolve) =>
  nodeCrypto.randomBytes(3, (error, value) => resolve(say("callback", error, value.length))),
);
await new Promise<void>((resolve) =>
  nodeCrypto.randomInt(1, 2, (error, value) => resolve(say("callback", error, value))),
);
await new Promise<void>((resolve) =>
  nodeCrypto.randomFill(new Uint8Array(3), (error, value) =>
    resolve(say("callback", error, value.length)),
  ),
);
say("getRandomValues", nodeCrypto.getRandomValues(new Uint8Array(2)).length);

// A program that replaces the time itself.
const Native = Date;
const nativeNow = Date.now;
globalThis.Date = class extends Native {
  constructor() {
    super(42);
  }
  static override now = (): number => 42;
} as unknown as DateConstructor;
say("replaced", Date.now(), new Date().getTime(), new Date() instanceof Native);
globalThis.Date = Native;
Date.now = (): number => 7;
say("replaced now", Date.now());
Date.now = nativeNow;
say("put back", Date.now() > 7, Date === Native);
const random = Math.random;
Math.random = (): number => 0.25;
say("replaced random", Math.random());
Math.random = random;
say(
  "context",
  await new Promise((resolve) => setTimeout(() => resolve(new Date() instanceof Date), 1)),
);
