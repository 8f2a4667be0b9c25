// Writes in every way there is, and looks at the functions it writes with.
// oxlint-disable no-console -- the console is what is looked at
import fs from "node:fs";

const [mode] = process.argv.slice(2);

function faces(): void {
  const looked: [object, string[]][] = [
    [console, Object.getOwnPropertyNames(console)],
    [process, ["exit", "reallyExit", "abort", "kill", "stdout", "stderr"]],
    [Bun, ["write", "file", "stdout", "stderr"]],
    [process.stdout, ["write", "_write", "end"]],
  ];
  for (const [owner, names] of looked) {
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, name);
      const value: unknown = descriptor?.value;
      const { writable, enumerable, configurable } = descriptor ?? {};
      const isFunction = typeof value === "function";
      const own = isFunction ? Reflect.ownKeys(value).map(String).sort() : [];
      const text = isFunction ? String(value).slice(0, 60) : typeof value;
      const shape = isFunction ? [value.name, value.length, "prototype" in value] : [];
      console.log(name, JSON.stringify([writable, enumerable, configurable, own, text, shape]));
    }
  }
  for (const event of ["exit", "beforeExit", "uncaughtException", "SIGINT", "SIGTERM"]) {
    console.log(event, process.listenerCount(event), process.listeners(event as "exit").length);
  }
  console.log(process.eventNames().map(String).sort().join());
  console.log(Object.keys(globalThis).sort().join());
}

function traceHere(): void {
  console.trace("here", { a: 1 });
}

function consoleText(): void {
  const { log, error } = console;
  log("detached", 1);
  error("detached error");
  console.log();
  console.log(
    "%s is %d of %i, %f, %j, %o, %O%c!",
    "a",
    42.9,
    "7",
    1.5,
    { a: 1 },
    [1],
    { b: 2 },
    "x",
  );
  console.log("100%", 5, "%s alone");
  console.log("one", 1, -0, 10n, null, undefined, true, Symbol("s"), [1, "two"], { three: "3" });
  console.log(new Map([[{ a: 1 }, new Set(["x"])]]), /r/g, new Date(0), () => 1, TypeError);
  console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], new Uint8Array(3), Buffer.from("hi"));
  console.log(new Error("an error", { cause: new Error("its cause") }));
  console.info("info");
  console.debug("debug");
  console.warn("warn %s", "filled");
  console.dir({ a: { b: { c: 1 } } }, { depth: 0 });
  console.table([{ a: 1, b: "x" }, { a: 2 }]);
  console.table([[1, 2]], ["0"]);
  console.group("group", { a: 1 });
  console.log("inside", { a: 1 });
  console.log("two\nlines");
  console.group();
  console.log([{ deep: true }]);
  console.groupEnd();
  console.groupEnd();
  console.count();
  console.count("named");
  console.countReset();
  console.count();
  console.assert(true, "not shown");
  console.assert(false, "shown %s", "so", { a: 1 });
  traceHere();
}

async function streams(): Promise<void> {
  process.stdout.write("stream\n");
  process.stderr.write("error stream\n");
  await new Promise((resolve) => process.stdout.write("bytes ü\n", () => resolve(null)));
  process.stdout.write(new Uint8Array([98, 10]));
  const sink = Bun.stdout.writer();
  await sink.write("sink\n");
  await sink.flush();
  await Bun.write(Bun.stdout, "Bun.write\n");
  await Bun.stdout.write("file write\n");
  await Bun.file(1).writer().end();
  fs.writeSync(1, "writeSync\n");
  fs.writeSync(1, Buffer.from("-part of it\n-"), 1, 11);
  await new Promise((resolve) => fs.write(2, "fs.write\n", resolve));
  fs.writeFileSync(1, "writeFileSync\n");
  fs.appendFileSync(2 as never, "appendFileSync\n");
}

function failures(): void {
  const attempts: (() => unknown)[] = [
    () => fs.writeSync(99, "x"),
    () => fs.writeSync(1, Symbol("s") as never),
    () => console.log("%d", 10n),
    () => process.stdout.write(null as never),
    () => Bun.write(undefined as never, "x"),
    () => process.kill(process.pid, "SIGNONE"),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch (error) {
      const { name, message, stack } = error as Error;
      console.log(name, message, stack?.replaceAll(/:\d+:\d+/g, ""));
    }
  }
}

if (mode === "faces") faces();
else if (mode === "text") {
  consoleText();
  await streams();
} else if (mode === "failures") failures();
else if (mode === "exit") {
  process.on("exit", () => console.log("in a listener of exit"));
  console.log("first");
  console.log("second");
  process.exit(3);
} else if (mode === "throw") {
  console.log("first");
  console.log("second");
  throw new Error("thrown");
} else if (mode === "kill") {
  console.log("first");
  for (let index = 0; index < 50; index += 1) console.log("line", index);
  process.kill(process.pid, "SIGKILL");
} else if (mode === "many") {
  for (let index = 0; index < 200_000; index += 1) console.log("line", index);
}
